package dev.sluice;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.NodeCreator;
import dev.sluice.cache.CachedLoads;
import dev.sluice.cache.DocumentReader;
import dev.sluice.config.Limit;
import dev.sluice.error.Findings;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.LoadEvent;
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
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Where loads run, how long they may take, and what ends them before that. */
final class Loads implements AutoCloseable {

  /** Bytes in memory that are loaded on the caller's thread at most. */
  private static final int SMALL = 64 * 1024;

  /** Chunks of a publisher that may wait for the one being read. */
  private static final int AHEAD = 2;

  /** Milliseconds a timer can be set to. */
  private static final long LONGEST_DEADLINE = Long.MAX_VALUE / 1_000_000;

  private final LoadPipeline pipeline;
  private final NodeCreator creator;
  private final RunningLoads running = new RunningLoads();
  private final NodePreloader preloader;
  private final @Nullable NodePool pool;
  private final Optional<CachedLoads<Reading>> cached;
  private final WorkflowWriter writer;
  private final Scheduler scheduler;
  private final boolean ownsScheduler;
  private final boolean smallOnCaller;
  private final long deadline;

  /** Fails when the loader is closed: a disposed scheduler says nothing to loads that wait. */
  private final Sinks.Empty<Object> closed = Sinks.empty();

  Loads(WorkflowLoaderBuilder builder) {
    LoadOptions options = builder.options();
    pipeline = new LoadPipeline(options);
    scheduler = builder.scheduler();
    ownsScheduler = builder.ownsScheduler();
    pool = builder.pool();
    creator =
        new NodeCreator(scheduler, builder.creationThreshold(), builder.creationWorkers(), pool);
    writer = new WorkflowWriter(scheduler);
    preloader = new NodePreloader(options.registry(), running, NodePreloader::background);
    cached =
        builder
            .cache()
            .map(c -> new CachedLoads<>(c.readings(), new OptionsKey(options), new Reader()));
    smallOnCaller = builder.isSmallOnCaller();
    deadline = options.limits().of(Limit.MILLISECONDS);
  }

  /** What a source's document says. */
  Mono<Outcome<Assembled>> read(ByteSource source) {
    return run(findsItsPlace(source), findings -> read(source, findings));
  }

  /** What a source's document says, with live nodes. */
  Mono<Outcome<WorkflowSchema>> load(ByteSource source) {
    return run(
        findsItsPlace(source),
        findings ->
            read(source, findings)
                .flatMap(
                    read -> {
                      Mono<Outcome<WorkflowSchema>> created = create(read);
                      boolean slow = read.value().filter(Assembled::hasHostNodes).isPresent();
                      return slow && mayBeHere(source) ? created.subscribeOn(scheduler) : created;
                    }));
  }

  /** Live nodes of its own for what was read, also by another load. */
  Mono<Outcome<WorkflowSchema>> load(Outcome<Assembled> read) {
    return run(false, findings -> create(read));
  }

  /** What a source's document shows at a glance. */
  Mono<Outcome<WorkflowSkeleton>> skeleton(ByteSource source) {
    return run(
        isHere(source),
        findings -> pipeline.skeleton(pipeline.decode(bytes(source)), source.isAtHand(), findings));
  }

  private Mono<Outcome<Assembled>> read(ByteSource source, Findings findings) {
    if (cached.isPresent()) {
      Scheduler where = isHere(source) ? Schedulers.immediate() : scheduler;
      return cached.get().get(source, where).map(Reading::outcome);
    }
    return pipeline.read(pipeline.decode(bytes(source)), source.isAtHand(), findings);
  }

  /** Some work on the thread where it belongs, ended on time. */
  private <T> Mono<Outcome<T>> run(boolean here, Function<Findings, Mono<Outcome<T>>> work) {
    return Mono.defer(
        () -> {
          Findings findings = pipeline.findings();
          Mono<Outcome<T>> load = work.apply(findings);
          Mono<Outcome<T>> placed = here ? load : load.subscribeOn(scheduler);
          Mono<Outcome<T>> onTime =
              hasDeadline() ? placed.timeout(Duration.ofMillis(deadline), late()) : placed;
          return Mono.<Outcome<T>>firstWithSignal(closing(), running.with(onTime))
              .onErrorResume(e -> Mono.just(Outcome.failed(Failures.typed(e), findings)));
        });
  }

  /** How what is not in the cache is read. */
  private final class Reader implements DocumentReader<Reading> {

    @Override
    public Flux<ByteBuffer> open(ByteSource source) {
      return pipeline.decode(bytes(source));
    }

    @Override
    public Mono<Reading> read(Flux<ByteBuffer> document, boolean atHand) {
      return Mono.defer(
          () -> pipeline.read(document, atHand, pipeline.findings()).map(Reading::new));
    }
  }

  private Mono<Outcome<WorkflowSchema>> create(Outcome<Assembled> read) {
    if (read.value().isEmpty()) {
      return Mono.just(read.then(Optional.empty()));
    }
    return Mono.defer(
        () -> {
          Creation creation = new Creation(creator, read, pipeline.findings());
          return creation
              .batches()
              .then(Mono.fromSupplier(creation::outcome))
              .onErrorResume(WorkflowException.class, e -> Mono.just(creation.failed(e)));
        });
  }

  /** Everything a load can tell, and at its end the workflow. */
  Flux<LoadEvent> events(ByteSource source) {
    return Flux.defer(
        () -> {
          Telling telling = new Telling(pipeline, creator, source);
          return running
              .with(telling.events(bytes(source)).subscribeOn(scheduler))
              .takeUntilOther(hasDeadline() ? Flux.merge(closing(), lateness()) : closing())
              .onErrorResume(telling::fail)
              .concatWith(telling.end());
        });
  }

  /** Descriptors of these types, one after the other while no load runs. */
  Flux<NodeType> preload(List<String> names) {
    return preloader.preload(names).takeUntilOther(closing());
  }

  /** Gives a workflow's nodes back to the pool, if there is one. */
  void release(WorkflowSchema schema) {
    if (pool != null) {
      pool.release(schema);
    }
  }

  /** What writes definitions. */
  WorkflowWriter writer() {
    return writer;
  }

  /** Work beside loads, ended by the loader's end; it fails as loads do. */
  <T> Mono<T> beside(Mono<T> work) {
    return Mono.firstWithSignal(work, this.<T>closing())
        .onErrorMap(e -> !(e instanceof IllegalArgumentException), Failures::typed);
  }

  /** What comes of a load of each file of a tree. */
  <T> Flux<ScanEntry<T>> scan(Path directory, ScanOptions options, Function<Path, Mono<T>> load) {
    return new DirectoryScanner(options, scheduler)
        .scan(directory, load)
        .takeUntilOther(closing())
        .onErrorMap(Failures::typed);
  }

  private boolean isHere(ByteSource source) {
    return smallOnCaller && source.isAtHand() && source.size() <= SMALL;
  }

  /** Whether reading need not be moved to the scheduler: the cache moves what has to be. */
  private boolean findsItsPlace(ByteSource source) {
    return cached.isPresent() || isHere(source);
  }

  /** Whether what was read may arrive on the caller's thread. */
  private boolean mayBeHere(ByteSource source) {
    return isHere(source) || (cached.isPresent() && source.bytes().isPresent());
  }

  private Flux<ByteBuffer> bytes(ByteSource source) {
    Flux<ByteBuffer> bytes = new ContainedSource(source);
    // hide: the stages behind would otherwise draw the elements on the publisher's thread
    return source.isAtHand() ? bytes : bytes.publishOn(scheduler, AHEAD).hide();
  }

  private boolean hasDeadline() {
    return deadline <= LONGEST_DEADLINE;
  }

  private <T> Mono<T> late() {
    return Mono.error(() -> Failures.timeout(deadline));
  }

  private Mono<Object> lateness() {
    return Mono.delay(Duration.ofMillis(deadline)).then(late());
  }

  private <T> Mono<T> closing() {
    return closed.asMono().then(Mono.empty());
  }

  @Override
  public void close() {
    closed.tryEmitError(Failures.closed());
    if (ownsScheduler) {
      scheduler.dispose();
    }
  }
}
