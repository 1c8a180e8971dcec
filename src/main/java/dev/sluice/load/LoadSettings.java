package dev.sluice.load;

import dev.sluice.cache.LoadCache;
import dev.sluice.config.LoadListener;
import dev.sluice.pool.NodePool;
import java.util.Optional;
import reactor.core.scheduler.Scheduler;

/**
 * What a loader is built with; immutable.
 *
 * @param options what decides the outcome of a load besides the document
 * @param scheduler where loads run; it must allow blocking
 * @param ownsScheduler whether the loader disposes of the scheduler when it is closed
 * @param smallOnCaller whether small documents in memory load on the subscriber's thread
 * @param cache keeps what documents say, if there is one
 * @param creationThreshold nodes below which a load makes them all on its own thread
 * @param creationWorkers threads that make the nodes of one load at most
 * @param pool where nodes of earlier loads are taken from, if there is one
 * @param listener is told of each load's start and end
 */
public record LoadSettings(
    LoadOptions options,
    Scheduler scheduler,
    boolean ownsScheduler,
    boolean smallOnCaller,
    Optional<LoadCache<Reading>> cache,
    int creationThreshold,
    int creationWorkers,
    Optional<NodePool> pool,
    LoadListener listener) {}
