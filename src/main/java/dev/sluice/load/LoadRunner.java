package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.NodeCreator;
import dev.sluice.cache.CachedLoads;
import dev.sluice.cache.DocumentReader;
import dev.sluice.cache.InterimFindings;
import dev.sluice.cache.LoadCache;
import dev.sluice.config.Limit;
import dev.sluice.config.LoadListener;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.flow.Boundary;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.pool.NodePool;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.write.WorkflowWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Runs the loads of one loader: chooses threads, enforces deadlines, and ends loads on close. */
public final class LoadRunner implements AutoCloseable {

  /** The maximum size of documents in memory that are loaded on the caller's thread. */
  private static final int SMALL = 64 * 1024;

  /** Chunks requested from a publisher ahead of the one being read. */
  private static final int AHEAD = 2;

  /** The time after the deadline for checking bytes that the cache has collected. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** The maximum number of milliseconds for a timer. */
  private static final long LONGEST_DEADLINE = Long.MAX_VALUE / 1_000_000;

  private final LoadPipeline pipeline;
  private final NodeCreator creator;
  private final RunningLoads running = new RunningLoads();
  private final NodePreloader preloader;
  private final @Nullable NodePool pool;
  private final Optional<LoadCache<Reading>> cache;
  private final Object optionsKey;
  private final LoadListener listener;
  private final WorkflowWriter writer;
  private final Scheduler scheduler;
  private final boolean ownsScheduler;
  private final boolean smallOnCaller;
  private final long deadline;

  /**
   * Fails when the loader is closed, because a disposed scheduler does not signal waiting loads.
   */
  private final Sinks.Empty<Object> closed = Sinks.empty();

  /** The loads of one loader. */
  public LoadRunner(LoadSettings settings) {
    LoadOptions options = settings.options();
    pipeline = new LoadPipeline(options);
    scheduler = settings.scheduler();
    ownsScheduler = settings.ownsScheduler();
    pool = settings.pool().orElse(null);
    creator =
        new NodeCreator(scheduler, settings.creationThreshold(), settings.creationWorkers(), pool);
    writer = new WorkflowWriter(scheduler);
    preloader = new NodePreloader(options.registry(), running, NodePreloader::background);
    cache = settings.cache();
    optionsKey = options.cacheKey();
    listener = settings.listener();
    smallOnCaller = settings.smallOnCaller();
    deadline = options.limits().of(Limit.MILLISECONDS);
  }

  /** Reads the definition of a source's document. */
  public Mono<Outcome<Assembled>> read(ByteSource source) {
    return measured(
        LoadSummary.Operation.READ,
        source,
        (here, load) ->
            run(
                findsItsPlace(source),
                (findings, interim) -> read(source, here, findings, interim)));
  }

  /** Checks a source's document; the outcome has a definition only if a cache has it. */
  public Mono<Outcome<Assembled>> check(ByteSource source) {
    if (cache.isPresent()) {
      return read(source);
    }
    return measured(
        LoadSummary.Operation.READ,
        source,
        (here, load) ->
            run(
                isHere(source),
                (findings, interim) -> {
                  Decoding decoding = new Decoding();
                  return here.check(
                      here.decode(bytes(source), decoding), decoding, source.isAtHand(), findings);
                }));
  }

  /** Loads a source's document with live nodes. */
  public Mono<Outcome<WorkflowSchema>> load(ByteSource source) {
    return measured(
        LoadSummary.Operation.LOAD,
        source,
        (here, load) ->
            run(
                findsItsPlace(source),
                (findings, interim) ->
                    read(source, here, findings, interim)
                        .flatMap(read -> placed(source, read, create(read, load)))));
  }

  private Mono<Outcome<WorkflowSchema>> placed(
      ByteSource source, Outcome<Assembled> read, Mono<Outcome<WorkflowSchema>> created) {
    boolean slow = read.value().filter(Assembled::hasHostNodes).isPresent();
    return slow && mayBeHere(source) ? Boundary.subscribedOn(scheduler, created) : created;
  }

  /** Creates live nodes for a definition, which may have been read by another load. */
  public Mono<Outcome<WorkflowSchema>> load(Outcome<Assembled> read) {
    return run(false, (findings, interim) -> create(read, null));
  }

  /** Reads the skeleton of a source's document. */
  public Mono<Outcome<WorkflowSkeleton>> skeleton(ByteSource source) {
    return measured(
        LoadSummary.Operation.SKELETON,
        source,
        (here, load) ->
            run(
                isHere(source),
                (findings, interim) -> {
                  Decoding decoding = new Decoding();
                  return here.skeleton(
                      here.decode(bytes(source), decoding), decoding, source.isAtHand(), findings);
                }));
  }

  private Mono<Outcome<Assembled>> read(
      ByteSource source, LoadPipeline here, Findings findings, InterimFindings interim) {
    if (cache.isPresent()) {
      Scheduler where = isHere(source) ? Schedulers.immediate() : scheduler;
      return new CachedLoads<>(cache.get(), optionsKey, new Reader(here))
          .get(source, where, interim)
          .map(Reading::outcome)
          .doOnNext(end -> interim.from(target -> target.resume(end.kind(), end.report())));
    }
    Decoding decoding = new Decoding();
    return here.read(here.decode(bytes(source), decoding), decoding, source.isAtHand(), findings);
  }

  /** A load that takes the pipeline and, if it is measured, the measurement. */
  @FunctionalInterface
  private interface Measurable<T> {
    Mono<Outcome<T>> through(LoadPipeline pipeline, @Nullable LoadMeasurement measurement);
  }

  private <T> Mono<Outcome<T>> measured(
      LoadSummary.Operation operation, ByteSource source, Measurable<T> load) {
    Objects.requireNonNull(source, "source");
    return Mono.deferContextual(
        context -> {
          Mono<Outcome<T>> ends;
          if (listener == LoadListener.NONE) {
            ends = load.through(pipeline, null);
          } else {
            LoadMeasurement measurement = measurement(operation, source, Boundary.of(context));
            ends =
                load.through(pipeline.measuredBy(measurement), measurement)
                    .doOnNext(measurement::ended);
          }
          return ends.map(end -> ScannedFile.judged(context, source, end));
        });
  }

  private LoadMeasurement measurement(
      LoadSummary.Operation operation, ByteSource source, Boundary boundary) {
    LoadMeasurement measurement = new LoadMeasurement(listener, operation, source.name());
    boundary.onFailure(measurement::failed);
    boundary.atEnd(measurement::cancelled); // has no effect if the load has already ended
    return measurement;
  }

  /** Runs some work on the right thread, with a deadline. */
  private <T> Mono<Outcome<T>> run(
      boolean here, BiFunction<Findings, InterimFindings, Mono<Outcome<T>>> work) {
    return Mono.deferContextual(
        context -> {
          Boundary boundary = Boundary.of(context);
          running.countUntilEndOf(boundary);
          Findings findings = pipeline.findings();
          InterimFindings interim = new InterimFindings();
          Mono<Outcome<T>> load = work.apply(findings, interim);
          Mono<Outcome<T>> placed = here ? load : load.subscribeOn(boundary.guarded(scheduler));
          Mono<Outcome<T>> onTime =
              hasDeadline()
                  ? placed.timeout(
                      Duration.ofMillis(deadline),
                      findUnread(interim, findings, boundary).then(late()),
                      boundary.guarded(Schedulers.parallel()))
                  : placed;
          return Mono.<Outcome<T>>firstWithSignal(closing(), onTime)
              .onErrorResume(
                  e -> {
                    interim.copyInto(findings);
                    return Mono.just(Outcome.failed(TypedFailures.typed(e), findings));
                  });
        });
  }

  /**
   * Checks the bytes that a late load has collected, if any. Gives up after a while, because the
   * loader may have no free thread.
   */
  private Mono<Void> findUnread(InterimFindings interim, Findings findings, Boundary boundary) {
    return Mono.defer(
        () -> {
          List<ByteBuffer> unread = interim.unread();
          return unread.isEmpty()
              ? Mono.empty()
              : Mono.<Void>fromRunnable(() -> find(unread, findings))
                  .subscribeOn(boundary.guarded(scheduler))
                  .timeout(GRACE, boundary.guarded(Schedulers.parallel()))
                  .onErrorComplete();
        });
  }

  private void find(List<ByteBuffer> beginning, Findings target) {
    Findings own = pipeline.findings();
    Flux<ByteBuffer> rest = Flux.never(); // the document goes on
    pipeline
        .check(Flux.fromIterable(beginning).concatWith(rest), new Decoding(), false, own)
        .subscribe(end -> {}, failure -> {})
        .dispose();
    target.resume(own.kind(), own.report());
  }

  /** Reads documents that are not in the cache, for one load. */
  private final class Reader implements DocumentReader<Reading> {

    private final LoadPipeline here;
    private final Decoding decoding = new Decoding();

    Reader(LoadPipeline here) {
      this.here = here;
    }

    @Override
    public Flux<ByteBuffer> open(ByteSource source) {
      return here.decode(bytes(source), decoding);
    }

    @Override
    public Mono<Reading> read(Flux<ByteBuffer> document, boolean atHand, InterimFindings interim) {
      return Mono.defer(
          () -> {
            Findings own = here.findings(); // other loads may share the reading
            interim.from(target -> target.resume(own.kind(), own.report()));
            return here.read(document, decoding, atHand, own).map(Reading::new);
          });
    }
  }

  private Mono<Outcome<WorkflowSchema>> create(
      Outcome<Assembled> read, @Nullable LoadMeasurement load) {
    if (read.value().isEmpty()) {
      return Mono.just(read.then(Optional.empty()));
    }
    return Mono.defer(
        () -> {
          NodeCreation creation = new NodeCreation(creator, read, pipeline.findings(), load);
          return creation
              .batches()
              .then(Mono.fromSupplier(creation::outcome))
              .onErrorResume(WorkflowException.class, e -> Mono.just(creation.failed(e)));
        });
  }

  /** All events of a load; the last one has the workflow. */
  public Flux<LoadEvent> events(ByteSource source) {
    Objects.requireNonNull(source, "source");
    return Flux.deferContextual(
        context -> {
          Boundary boundary = Boundary.of(context);
          LoadMeasurement load =
              listener == LoadListener.NONE
                  ? null
                  : measurement(LoadSummary.Operation.EVENTS, source, boundary);
          running.countUntilEndOf(boundary);
          LoadPipeline here = load == null ? pipeline : pipeline.measuredBy(load);
          EventStream telling = new EventStream(here, creator, source, load);
          return telling
              .events(bytes(source, 1))
              .subscribeOn(boundary.guarded(scheduler))
              .takeUntilOther(hasDeadline() ? Flux.merge(closing(), lateness(boundary)) : closing())
              .onErrorResume(telling::fail)
              .concatWith(telling.end());
        });
  }

  /** Loads node types one after another while no load is running. */
  public Flux<NodeType> preload(List<String> names) {
    return Boundary.around(preloader.preload(names).takeUntilOther(closing()));
  }

  /** Returns a workflow's nodes to the pool, if there is one. */
  public void release(WorkflowSchema schema) {
    if (pool != null) {
      pool.release(schema);
    }
  }

  /** A writer for definitions. */
  public WorkflowWriter writer() {
    return writer;
  }

  /** Runs other work, which fails like a load when the loader is closed. */
  public <T> Mono<T> beside(Mono<T> work) {
    return Boundary.around(
        Mono.firstWithSignal(work, this.<T>closing())
            .onErrorMap(e -> !(e instanceof IllegalArgumentException), TypedFailures::typed));
  }

  /** Loads each file of a tree. */
  public <T> Flux<ScanEntry<T>> scan(
      Path directory, ScanOptions options, Function<Path, Mono<T>> load) {
    Objects.requireNonNull(load, "load");
    return Boundary.around(
        Boundary.entrance(
                new DirectoryScanner(options, scheduler)
                    .scan(directory, file -> ScannedFile.loaded(file, load.apply(file))))
            .takeUntilOther(closing())
            .onErrorMap(TypedFailures::typed));
  }

  private boolean isHere(ByteSource source) {
    return smallOnCaller && source.isAtHand() && source.size() <= SMALL;
  }

  /** Whether reading need not be moved to the scheduler, because the cache does so if necessary. */
  private boolean findsItsPlace(ByteSource source) {
    return cache.isPresent() || isHere(source);
  }

  /** Whether the definition may be emitted on the caller's thread. */
  private boolean mayBeHere(ByteSource source) {
    return isHere(source) || (cache.isPresent() && source.bytes().isPresent());
  }

  private Flux<ByteBuffer> bytes(ByteSource source) {
    return bytes(source, AHEAD);
  }

  private Flux<ByteBuffer> bytes(ByteSource source, int ahead) {
    Flux<ByteBuffer> bytes = new SafeSource(source);
    if (source.isAtHand()) {
      return bytes;
    }
    return Flux.deferContextual(
        context ->
            bytes
                .publishOn(Boundary.of(context).guarded(scheduler), ahead)
                .hide()); // otherwise the following stages would run on the publisher's thread
  }

  private boolean hasDeadline() {
    return deadline <= LONGEST_DEADLINE;
  }

  private <T> Mono<T> lateness(Boundary boundary) {
    return Mono.delay(Duration.ofMillis(deadline), boundary.guarded(Schedulers.parallel()))
        .then(late());
  }

  private <T> Mono<T> late() {
    return Mono.error(() -> TypedFailures.timeout(deadline));
  }

  private <T> Mono<T> closing() {
    return Boundary.entrance(closed.asMono()).then(Mono.empty());
  }

  @Override
  public void close() {
    closed.tryEmitError(TypedFailures.closed());
    if (ownsScheduler) {
      scheduler.dispose();
    }
  }
}
