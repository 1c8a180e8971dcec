package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.NodeCreator;
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
 * @param creationThreshold the least number of nodes that are created in parallel
 * @param creationWorkers the maximum number of threads that create the nodes of one load
 * @param pool the pool of nodes, if any
 * @param admission how many loads may work at once, and how many may wait
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
    LoadListener listener) {

  /** A creator of nodes with these settings. */
  NodeCreator newCreator() {
    return new NodeCreator(scheduler, creationThreshold, creationWorkers, pool.orElse(null));
  }

  /**
   * How many loads of a loader may work at once, and how many bytes of documents that are still
   * arriving they may collect.
   *
   * @param atWork the maximum number of loads that work at the same time, at least 1
   * @param waiting the maximum number of loads that wait for others to end, at least 0
   * @param collectedBytes the maximum number of bytes that all loads together collect of documents
   *     that are still arriving
   */
  public record AdmissionLimits(int atWork, int waiting, long collectedBytes) {

    /** The default of {@link #atWork}. */
    public static final int AT_WORK = 64;

    /** The default of {@link #waiting}. */
    public static final int WAITING = 256;

    private static final long COLLECTED_BYTES = 64L << 20;

    /** The default of {@link #collectedBytes}: 64 MiB, or a quarter of the heap if that is less. */
    public static long defaultCollectedBytes() {
      return Math.min(COLLECTED_BYTES, Runtime.getRuntime().maxMemory() / 4);
    }
  }
}
