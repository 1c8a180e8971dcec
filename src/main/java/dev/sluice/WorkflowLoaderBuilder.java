package dev.sluice;

import dev.sluice.config.Limits;
import dev.sluice.config.LoadListener;
import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.load.LoadOptions;
import dev.sluice.load.LoadSettings;
import dev.sluice.load.LoadSettings.AdmissionLimits;
import dev.sluice.pool.NodePool;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Builds {@link WorkflowLoader}s; not thread-safe, reusable.
 *
 * <p>All methods throw {@link NullPointerException} immediately if an argument is null.
 */
public final class WorkflowLoaderBuilder {

  /** Threads of a loader's own scheduler: the number of processors, at least two. */
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /** The maximum number of waiting loads for each thread of a loader's own scheduler. */
  private static final int QUEUE = 10_000;

  private @Nullable NodeRegistry registry;
  private Limits limits = Limits.untrusted();
  private Profile profile = Profile.LENIENT;
  private SecurityPolicy policy = SecurityPolicy.standard();
  private UnknownTypes unknownTypes = UnknownTypes.PLACEHOLDER;
  private final List<Rule> rules = new ArrayList<>();
  private @Nullable Scheduler scheduler;
  private boolean smallOnCaller;
  private @Nullable WorkflowCache cache;
  private int creationThreshold = 20;
  private int creationWorkers = THREADS;
  private @Nullable NodePool pool;
  private int atWork = AdmissionLimits.AT_WORK;
  private int waiting = AdmissionLimits.WAITING;
  private long collectedBytes = AdmissionLimits.defaultCollectedBytes();
  private LoadListener listener = LoadListener.NONE;

  WorkflowLoaderBuilder() {}

  /** The node types; by default the built-in ones. */
  public WorkflowLoaderBuilder registry(NodeRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
    return this;
  }

  /** The limits that loads enforce; by default {@link Limits#untrusted()}. */
  public WorkflowLoaderBuilder limits(Limits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /** Which findings reject a document; by default {@link Profile#LENIENT}. */
  public WorkflowLoaderBuilder profile(Profile profile) {
    this.profile = Objects.requireNonNull(profile, "profile");
    return this;
  }

  /** The patterns that configs must not contain; by default {@link SecurityPolicy#standard()}. */
  public WorkflowLoaderBuilder security(SecurityPolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /** How nodes of unknown types are treated; by default {@link UnknownTypes#PLACEHOLDER}. */
  public WorkflowLoaderBuilder unknownTypes(UnknownTypes unknownTypes) {
    this.unknownTypes = Objects.requireNonNull(unknownTypes, "unknownTypes");
    return this;
  }

  /** Adds a rule of the host, checked after the built-in ones; none by default. */
  public WorkflowLoaderBuilder rule(Rule rule) {
    rules.add(Objects.requireNonNull(rule, "rule"));
    return this;
  }

  /**
   * The scheduler that loads run on, which must allow blocking. By default each loader creates a
   * bounded one with a daemon thread per processor, and disposes it on close; a scheduler set here
   * is not disposed.
   */
  public WorkflowLoaderBuilder scheduler(Scheduler scheduler) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    return this;
  }

  /**
   * Whether documents of up to 64 KiB in memory are loaded on the subscriber's thread; false by
   * default. This avoids switching threads, but occupies the subscriber's thread for a few hundred
   * microseconds, or longer if the document is the first to use a type, because the type is then
   * loaded there. Factories of the host still run on the scheduler.
   */
  public WorkflowLoaderBuilder smallLoadsOnCaller(boolean onCaller) {
    smallOnCaller = onCaller;
    return this;
  }

  /**
   * The cache for definitions; none by default. Loaders with different options can share a cache. A
   * hit for a document of up to 1 MiB in memory does not switch threads: its nodes are created and
   * emitted on the subscriber's thread, except for those of host factories, which run on the
   * scheduler. {@link WorkflowLoader#events} always reads its source.
   */
  public WorkflowLoaderBuilder cache(WorkflowCache cache) {
    this.cache = Objects.requireNonNull(cache, "cache");
    return this;
  }

  /**
   * How nodes are created in parallel.
   *
   * @param threshold the minimum number of nodes for creation in parallel; by default 20
   * @param workers the maximum number of threads that create nodes of one load; by default the
   *     number of processors, at least 2
   * @throws IllegalArgumentException if either is below 1
   */
  public WorkflowLoaderBuilder creation(int threshold, int workers) {
    if (threshold < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "threshold and workers must be at least 1, were " + threshold + " and " + workers);
    }
    creationThreshold = threshold;
    creationWorkers = workers;
    return this;
  }

  /**
   * The pool for nodes that implement {@code ReusableNode}; none by default. When a workflow is no
   * longer used, release it to the pool, or use {@link WorkflowLoader#withSchema}.
   */
  public WorkflowLoaderBuilder pool(NodePool pool) {
    this.pool = Objects.requireNonNull(pool, "pool");
    return this;
  }

  /**
   * The maximum numbers of loads that work and wait at once; further ones fail with {@code
   * LoaderBusyException}.
   *
   * <p>A load of a file or of bytes in memory acquires a permit when it is subscribed to; the load
   * of a publisher acquires one when all bytes have arrived, so slow sources do not delay other
   * loads. The permit is released before the result is emitted. Waiting loads get permits in order
   * of arrival, and their deadline includes the wait. {@code events}, whose speed depends on the
   * subscriber, has its own set of just as many permits. A load that a rule, a factory or a
   * provider starts within another load needs no permit, and runs on the thread of that code.
   *
   * @param atWork the maximum number of loads that work at the same time; by default 64
   * @param waiting the maximum number of loads that wait for one of these to end; by default 256
   * @throws IllegalArgumentException if {@code atWork} is below 1 or {@code waiting} below 0
   */
  public WorkflowLoaderBuilder admission(int atWork, int waiting) {
    if (atWork < 1 || waiting < 0) {
      throw new IllegalArgumentException(
          "atWork must be at least 1 and waiting at least 0, were " + atWork + " and " + waiting);
    }
    this.atWork = atWork;
    this.waiting = waiting;
    return this;
  }

  /**
   * The maximum number of bytes of documents still arriving from publishers that all loads together
   * hold in memory; by default 64 MiB, or a quarter of the maximum heap if that is less. A load
   * that would exceed the maximum waits, requesting nothing, until other loads have ended; it fails
   * with {@code LoaderBusyException} if too many loads are already waiting. Half of the bytes are
   * reserved for the first 64 KiB of each document, so small documents do not wait for larger ones.
   * For each load, up to two chunks that its publisher has emitted but the load has not yet
   * consumed do not count.
   *
   * @param bytes at least 4 MiB, which is enough for one large document at a time
   * @throws IllegalArgumentException if it is less
   */
  public WorkflowLoaderBuilder collectedBytes(long bytes) {
    if (bytes < 4 << 20) {
      throw new IllegalArgumentException("bytes must be at least 4194304, was " + bytes);
    }
    this.collectedBytes = bytes;
    return this;
  }

  /**
   * The listener that is notified of loads and their times; by default {@link LoadListener#NONE}.
   */
  public WorkflowLoaderBuilder listener(LoadListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** A loader with these options; changing the builder later does not change it. */
  public WorkflowLoader build() {
    return new PipelineLoader(settings());
  }

  LoadSettings settings() {
    NodeRegistry types = registry != null ? registry : NodeRegistries.builtIn();
    Scheduler given = scheduler;
    return new LoadSettings(
        new LoadOptions(types, limits, profile, policy, unknownTypes, List.copyOf(rules)),
        given != null ? given : Schedulers.newBoundedElastic(THREADS, QUEUE, "sluice", 60, true),
        given == null,
        smallOnCaller,
        Optional.ofNullable(cache).map(WorkflowCache::readings),
        creationThreshold,
        creationWorkers,
        Optional.ofNullable(pool),
        new AdmissionLimits(atWork, waiting, collectedBytes),
        listener);
  }
}
