package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.config.Limit;
import dev.sluice.config.LoadListener;
import dev.sluice.flow.Boundary;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.LoadSummary.Operation;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * Runs the loads of one loader: chooses their threads, sets their deadlines, and ends them when the
 * loader is closed.
 */
public final class LoadRunner implements AutoCloseable {

  /** The maximum size of documents in memory that may load on the subscriber's thread. */
  private static final int SMALL = 64 * 1024;

  /** The number of a publisher's chunks that may wait while an earlier one is read. */
  private static final int AHEAD = 2;

  /** The time after the deadline for checking bytes that the cache has collected. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** The maximum number of milliseconds to which a timer can be set. */
  private static final long LONGEST_DEADLINE = Long.MAX_VALUE / 1_000_000;

  private final LoadOptions options;
  private final LoadPipeline pipeline;
  private final RunningLoads running = new RunningLoads();
  private final NodePreloader preloader;
  private final LoadListener listener;
  private final Scheduler scheduler;
  private final boolean ownsScheduler;
  private final boolean smallOnCaller;
  private final boolean hasCache;
  private final long deadline;
  private final Admission admission;

  /** Fails when the loader is closed: a disposed scheduler does not signal loads that wait. */
  private final Sinks.Empty<Object> closed = Sinks.empty();

  /** The loads of one loader. */
  public LoadRunner(LoadSettings settings) {
    options = settings.options();
    pipeline = new LoadPipeline(settings);
    preloader = new NodePreloader(options.registry(), running, NodePreloader::background);
    listener = settings.listener();
    scheduler = settings.scheduler();
    ownsScheduler = settings.ownsScheduler();
    smallOnCaller = settings.smallOnCaller();
    hasCache = settings.cache().isPresent();
    admission = new Admission(settings.admission(), scheduler);
    deadline = options.limits().of(Limit.MILLISECONDS);
  }

  /** The workflow of a source's document, with its own live nodes. */
  public Mono<Outcome<WorkflowSchema>> load(ByteSource source) {
    return run(Operation.LOAD, source, this::placesItself, pipeline::load);
  }

  /** The definition in a source's document. */
  public Mono<Outcome<Assembled>> read(ByteSource source) {
    return run(Operation.READ, source, this::placesItself, pipeline::definition);
  }

  /** The findings of a source's document; the outcome has a value only if a cache keeps it. */
  public Mono<Outcome<Assembled>> check(ByteSource source) {
    return run(Operation.VALIDATE, source, this::placesItself, pipeline::check);
  }

  /** The skeleton of a source's document. */
  public Mono<Outcome<WorkflowSkeleton>> skeleton(ByteSource source) {
    return run(Operation.SKELETON, source, this::isOnCaller, pipeline::skeleton);
  }

  /**
   * The workflow of a source, with live nodes for each subscription. The source is read for the
   * first subscription, and again only after a failure.
   */
  public Mono<Outcome<WorkflowSchema>> full(ByteSource source) {
    Mono<Outcome<Assembled>> remembered =
        Boundary.around(run(LoadRunner::part, source, this::placesItself, pipeline::definition))
            .cacheInvalidateIf(read -> read.value().isEmpty());
    return Mono.deferContextual(
        context -> {
          LoadMeasurement measurement =
              LoadMeasurement.of(
                  listener, Operation.FULL, source.name(), context, Boundary.of(context));
          return Boundary.entrance(remembered)
              .flatMap(
                  read ->
                      run(LoadRunner::part, source, any -> false, run -> pipeline.nodes(read, run)))
              .contextWrite(inner -> inner.put(LoadMeasurement.class, measurement))
              .doOnNext(measurement::ended);
        });
  }

  /** The measurement of a load that is a part of another one, which the context holds. */
  private static LoadMeasurement part(Boundary boundary, String source, ContextView context) {
    return context
        .<LoadMeasurement>getOrEmpty(LoadMeasurement.class)
        .orElse(LoadMeasurement.NONE)
        .part();
  }

  /** The events of a load, the last of which has the workflow. */
  public Flux<LoadEvent> events(ByteSource given) {
    ByteSource source = HostSource.of(Objects.requireNonNull(given, "source"));
    return Flux.deferContextual(
        context -> {
          Boundary boundary = Boundary.of(context);
          running.countUntilEndOf(boundary);
          LoadPermits permits = admission.events(boundary);
          LoadMeasurement measurement =
              LoadMeasurement.of(listener, Operation.EVENTS, source.name(), context, boundary);
          AtomicLong bytes = new AtomicLong();
          LoadRun run =
              new LoadRun(
                  options,
                  source,
                  stored(source, 1, permits, boundary)
                      .doOnNext(chunk -> bytes.addAndGet(chunk.remaining())),
                  false,
                  permits,
                  measurement);
          EventStream stream = new EventStream(pipeline, run, bytes::get);
          Flux<LoadEvent> events =
              permits.isNested()
                  ? stream.events()
                  : stream.events().subscribeOn(boundary.guarded(scheduler));
          Flux<LoadEvent> admitted = source.isAtHand() ? permits.admitted(events) : events;
          return until(
                  hasDeadline() ? lateness(permits, boundary) : Mono.never(),
                  until(closing(), admitted))
              .onErrorResume(stream::fail)
              .concatWith(stream.end().doOnSubscribe(any -> permits.release()));
        });
  }

  /** Loads the descriptors of these types one after another, while no load runs. */
  public Flux<NodeType> preload(List<String> names) {
    return untilClosed(preloader.preload(names));
  }

  /** Work other than a load: ended by closing the loader, with failures like those of a load. */
  public <T> Mono<T> untilClosed(Mono<T> work) {
    return Boundary.around(
        Mono.firstWithSignal(work, this.<T>closing())
            .onErrorMap(e -> !(e instanceof IllegalArgumentException), TypedFailures::typed));
  }

  /** A value computed on the scheduler, as work of {@link #untilClosed(Mono)}. */
  public <T> Mono<T> computed(Callable<T> work) {
    return untilClosed(Boundary.subscribedOn(scheduler, Mono.fromCallable(work)));
  }

  /** Runs work with several results in the same way. */
  public <T> Flux<T> untilClosed(Flux<T> work) {
    return Boundary.around(
        until(closing(), Boundary.entrance(work)).onErrorMap(TypedFailures::typed));
  }

  /**
   * The work until {@code failing} fails, which cancels it. Reactor's takeUntilOther cancels only
   * when the other completes, and leaves the work running when it fails.
   */
  private static <T> Flux<T> until(Mono<Object> failing, Flux<T> work) {
    return Flux.defer(
        () -> {
          Sinks.Empty<T> failure = Sinks.empty();
          return work.doOnComplete(failure::tryEmitEmpty)
              .takeUntilOther(failing.doOnError(failure::tryEmitError).onErrorComplete())
              .concatWith(failure.asMono());
        });
  }

  /** The load of each file of a directory tree. */
  public <T> Flux<ScanEntry<T>> scan(
      Path directory, ScanOptions options, Function<Path, Mono<T>> load) {
    Objects.requireNonNull(load, "load");
    DirectoryScanner scanner = new DirectoryScanner(options, scheduler);
    return untilClosed(scanner.scan(directory, file -> ScannedFile.loaded(file, load.apply(file))));
  }

  private <T> Mono<Outcome<T>> run(
      Operation operation,
      ByteSource source,
      Predicate<ByteSource> onCaller,
      Function<LoadRun, Mono<Outcome<T>>> load) {
    return run(
        (boundary, name, context) ->
            LoadMeasurement.of(listener, operation, name, context, boundary),
        source,
        onCaller,
        load);
  }

  private interface Measuring {
    LoadMeasurement begin(Boundary boundary, String source, ContextView context);
  }

  /**
   * One load.
   *
   * @param onCaller whether to subscribe to a source's load on the subscriber's thread
   */
  private <T> Mono<Outcome<T>> run(
      Measuring measuring,
      ByteSource given,
      Predicate<ByteSource> onCaller,
      Function<LoadRun, Mono<Outcome<T>>> load) {
    ByteSource source = HostSource.of(Objects.requireNonNull(given, "source"));
    return Mono.deferContextual(
        context -> {
          Boundary boundary = Boundary.of(context);
          running.countUntilEndOf(boundary);
          LoadPermits permits = admission.load(boundary);
          LoadRun run =
              new LoadRun(
                  options,
                  source,
                  stored(source, AHEAD, permits, boundary),
                  isOnCaller(source) || permits.isNested(),
                  permits,
                  measuring.begin(boundary, source.name(), context));
          Mono<Outcome<T>> placed = load.apply(run);
          if (!permits.isNested() && !onCaller.test(source)) {
            placed = placed.subscribeOn(boundary.guarded(scheduler));
          }
          if (source.isAtHand()) {
            placed = permits.admitted(placed);
          }
          return Mono.<Outcome<T>>firstWithSignal(closing(), onTime(placed, run, boundary))
              .onErrorResume(failure -> Mono.just(failed(failure, run)))
              .doOnNext(end -> permits.release()) // before code of the subscriber runs
              .doOnNext(run.measurement()::ended)
              .map(end -> ScannedFile.judged(context, source, end));
        });
  }

  private static <T> Outcome<T> failed(Throwable failure, LoadRun run) {
    run.interim().copyInto(run.findings());
    return run.failed(TypedFailures.typed(failure));
  }

  private <T> Mono<T> onTime(Mono<T> load, LoadRun run, Boundary boundary) {
    return hasDeadline()
        ? load.timeout(
            Duration.ofMillis(deadline),
            lookedIntoUnread(run, boundary).then(late(run.permits())),
            boundary.guarded(Schedulers.parallel()))
        : load;
  }

  /**
   * Checks the bytes that a load has collected but not read at its deadline, if any. Gives up after
   * a while, because the loader may have no free thread.
   */
  private Mono<Void> lookedIntoUnread(LoadRun run, Boundary boundary) {
    return Mono.defer(
        () -> {
          List<ByteBuffer> unread = run.interim().unread();
          return unread.isEmpty()
              ? Mono.empty()
              : Mono.<Void>fromRunnable(() -> checkBeginning(unread, run))
                  .subscribeOn(boundary.guarded(scheduler))
                  .timeout(GRACE, boundary.guarded(Schedulers.parallel()))
                  .onErrorComplete();
        });
  }

  private void checkBeginning(List<ByteBuffer> beginning, LoadRun run) {
    LoadRun own = run.restarted();
    Flux<ByteBuffer> rest = Flux.never(); // the document is not complete
    pipeline
        .checked(Flux.fromIterable(beginning).concatWith(rest), false, own)
        .subscribe(end -> {}, failure -> {})
        .dispose();
    own.copyFindings(run.findings());
  }

  /** The chunks of a source; chunks that are not available at once are emitted on the scheduler. */
  private Flux<ByteBuffer> stored(
      ByteSource source, int ahead, LoadPermits permits, Boundary load) {
    Flux<ByteBuffer> stored = new SafeSource(source);
    return source.isAtHand()
        ? stored
        : Flux.deferContextual(
            context -> {
              Boundary reading = Boundary.of(context); // not the load's if several loads share it
              // host code may occupy all threads of the scheduler while it waits for this load
              Scheduler here = permits.isNested() ? Schedulers.boundedElastic() : scheduler;
              Flux<ByteBuffer> moved =
                  stored
                      .publishOn(reading.guarded(here), ahead)
                      .hide(); // otherwise the stages would run on the publisher's thread
              return reading == load ? permits.admittedAtEnd(moved) : moved;
            });
  }

  private boolean isOnCaller(ByteSource source) {
    return smallOnCaller && source.isAtHand() && source.size() <= SMALL;
  }

  /**
   * Whether a load is subscribed to on the caller's thread; always with a cache, which itself moves
   * blocking work to the scheduler.
   */
  private boolean placesItself(ByteSource source) {
    return hasCache || isOnCaller(source);
  }

  private boolean hasDeadline() {
    return deadline <= LONGEST_DEADLINE;
  }

  private Mono<Object> lateness(LoadPermits permits, Boundary boundary) {
    return Mono.delay(Duration.ofMillis(deadline), boundary.guarded(Schedulers.parallel()))
        .then(late(permits));
  }

  private <T> Mono<T> late(LoadPermits permits) {
    return Mono.error(() -> TypedFailures.timeout(deadline, permits.waitedMillis()));
  }

  private <T> Mono<T> closing() {
    return Boundary.entrance(closed.asMono()).then(Mono.empty());
  }

  /** The number of loads that hold a permit. */
  public int atWork() {
    return admission.atWork();
  }

  /** The number of loads that wait to be admitted. */
  public int waiting() {
    return admission.waiting();
  }

  @Override
  public void close() {
    admission.close();
    closed.tryEmitError(TypedFailures.closed());
    if (ownsScheduler) {
      scheduler.dispose();
    }
  }
}
