package dev.sluice;

import dev.sluice.config.Limits;
import dev.sluice.config.LoadListener;
import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.load.LoadOptions;
import dev.sluice.load.LoadRunner;
import dev.sluice.load.LoadSettings;
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
 * The options of a {@link WorkflowLoader}; for one thread, and for any number of loaders.
 *
 * <p>Each method fails at once with {@link NullPointerException} where it is given null.
 */
public final class WorkflowLoaderBuilder {

  /** Threads of a loader's own scheduler: as many as there are processors, at least two. */
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /** Loads that may wait for each thread of a loader's own scheduler. */
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
  private LoadListener listener = LoadListener.NONE;

  WorkflowLoaderBuilder() {}

  /** The node types there are; the built-in ones by default. */
  public WorkflowLoaderBuilder registry(NodeRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
    return this;
  }

  /** The bounds a load keeps; {@link Limits#untrusted()} by default. */
  public WorkflowLoaderBuilder limits(Limits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /** What findings reject a document; {@link Profile#LENIENT} by default. */
  public WorkflowLoaderBuilder profile(Profile profile) {
    this.profile = Objects.requireNonNull(profile, "profile");
    return this;
  }

  /** Which texts configs must not contain; {@link SecurityPolicy#standard()} by default. */
  public WorkflowLoaderBuilder security(SecurityPolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /** What becomes of nodes of unknown types; {@link UnknownTypes#PLACEHOLDER} by default. */
  public WorkflowLoaderBuilder unknownTypes(UnknownTypes unknownTypes) {
    this.unknownTypes = Objects.requireNonNull(unknownTypes, "unknownTypes");
    return this;
  }

  /** Adds a rule of the host's own, kept after Sluice's; none by default. */
  public WorkflowLoaderBuilder rule(Rule rule) {
    rules.add(Objects.requireNonNull(rule, "rule"));
    return this;
  }

  /**
   * Where loads run: it must allow blocking. By default each loader makes a bounded one of its own,
   * with a daemon thread per processor, and ends it when it is closed; one given here is left open.
   */
  public WorkflowLoaderBuilder scheduler(Scheduler scheduler) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    return this;
  }

  /**
   * Whether up to 64 KiB in memory are loaded on the subscriber's thread, which spares the hop and
   * keeps that thread busy for some hundred microseconds, or longer where a document is the first
   * to name a type: descriptors load there too. Factories of the host run on the scheduler all the
   * same. False by default.
   */
  public WorkflowLoaderBuilder smallLoadsOnCaller(boolean onCaller) {
    smallOnCaller = onCaller;
    return this;
  }

  /**
   * Where what documents say is kept between loads; nowhere by default. Loaders with any options
   * may share a cache. A hit for up to 1 MiB in memory takes no hop: its nodes are made and emitted
   * on the subscriber's thread, those of the host's factories on the scheduler all the same. {@link
   * WorkflowLoader#events} reads anew, for it tells of the reading.
   */
  public WorkflowLoaderBuilder cache(WorkflowCache cache) {
    this.cache = Objects.requireNonNull(cache, "cache");
    return this;
  }

  /**
   * How nodes are made side by side.
   *
   * @param threshold nodes below which they never are, 20 by default
   * @param workers threads that make nodes of one load at most; by default the number of
   *     processors, at least 2
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
   * Where nodes of earlier loads are taken from, if they are {@code ReusableNode}s; none by
   * default. Whoever is done with a workflow releases it there, or uses {@link
   * WorkflowLoader#withSchema}.
   */
  public WorkflowLoaderBuilder pool(NodePool pool) {
    this.pool = Objects.requireNonNull(pool, "pool");
    return this;
  }

  /** Who hears of the loads and of what they cost; {@link LoadListener#NONE} by default. */
  public WorkflowLoaderBuilder listener(LoadListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** A loader with these options; changing the builder later does not change it. */
  public WorkflowLoader build() {
    return new WorkflowLoader(new LoadRunner(settings()));
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
        listener);
  }
}
