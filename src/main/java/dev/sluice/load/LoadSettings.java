package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.cache.LoadCache;
import dev.sluice.config.LoadListener;
import dev.sluice.pool.NodePool;
import java.util.Optional;
import reactor.core.scheduler.Scheduler;

/**
 * The settings of a loader; immutable.
 *
 * @param options the options that determine the outcome of a load, apart from the document
 * @param scheduler the scheduler of loads; it must allow blocking
 * @param ownsScheduler whether the loader disposes the scheduler when it is closed
 * @param smallOnCaller whether small documents in memory load on the subscriber's thread
 * @param cache the cache for definitions, if any
 * @param creationThreshold the number of nodes from which they are created in parallel
 * @param creationWorkers the maximum number of threads that create the nodes of one load
 * @param pool the pool of nodes, if any
 * @param admission how many loads work at once and wait
 * @param listener is notified of each load's start and end
 */
public record LoadSettings(
    LoadOptions options,
    Scheduler scheduler,
    boolean ownsScheduler,
    boolean smallOnCaller,
    Optional<LoadCache<Outcome<Assembled>>> cache,
    int creationThreshold,
    int creationWorkers,
    Optional<NodePool> pool,
    AdmissionLimits admission,
    LoadListener listener) {}
