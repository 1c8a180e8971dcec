package dev.sluice;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.NodeCreator;
import dev.sluice.config.Limit;
import dev.sluice.error.Findings;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.NodeType;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Loads workflow documents reactively: plain, gzip or zstd, from files, memory or publishers.
 *
 * <pre>
 *   subscribe ---> bytes --[..]--[....]--[..]--|
 *                  records ---H--n-n--n----c-c-|
 *                  load    --------------------------(schema)|   or X with code and place
 * </pre>
 *
 * <p>Every Mono here is cold: nothing is read before it is subscribed to, each subscription is a
 * load of its own that shares no mutable object with any other, and it may be subscribed to again.
 * Cancelling stops the reading, frees files and native memory at once or, if a step is running on
 * another thread, when that step returns. The work is done, and results are emitted, on the
 * loader's bounded scheduler, never on the subscriber's thread unless {@link
 * WorkflowLoaderBuilder#smallLoadsOnCaller} says so; a time-out comes from Reactor's timer, the end
 * of a closed loader from the thread that closes it.
 *
 * <p>Failures are {@link WorkflowException}s that tell who can mend them, each with a code, the
 * place where there is one, and the report of everything found. Any source can fail with {@code
 * UnreadableSourceException}, {@code CorruptCompressionException}, {@code MalformedJsonException},
 * {@code LimitExceededException}, {@code LoadTimeoutException} after {@link Limit#MILLISECONDS},
 * {@code LoaderBusyException} when the scheduler's queue is full or the loader is closed, and
 * {@code LoaderFailedException}.
 *
 * <p>Safe for use by many threads.
 */
public final class WorkflowLoader implements AutoCloseable {

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
  private final Scheduler scheduler;
  private final boolean ownsScheduler;
  private final boolean smallOnCaller;
  private final long deadline;

  /** Fails when the loader is closed: a disposed scheduler says nothing to loads that wait. */
  private final Sinks.Empty<Outcome> closed = Sinks.empty();

  WorkflowLoader(WorkflowLoaderBuilder builder) {
    LoadOptions options = builder.options();
    pipeline = new LoadPipeline(options);
    scheduler = builder.scheduler();
    ownsScheduler = builder.ownsScheduler();
    creator = new NodeCreator(scheduler, builder.creationThreshold(), builder.creationWorkers());
    preloader = new NodePreloader(options.registry(), running, NodePreloader::background);
    smallOnCaller = builder.isSmallOnCaller();
    deadline = options.limits().of(Limit.MILLISECONDS);
  }

  /** A loader with the built-in node types, the limits for strangers and the lenient profile. */
  public static WorkflowLoader create() {
    return builder().build();
  }

  /** A builder with these defaults. */
  public static WorkflowLoaderBuilder builder() {
    return new WorkflowLoaderBuilder();
  }

  /** Loads a regular file; see {@link #load(ByteSource)}. */
  public Mono<WorkflowSchema> load(Path file) {
    return load(ByteSource.of(file));
  }

  /** Loads bytes in memory, which are not copied; see {@link #load(ByteSource)}. */
  public Mono<WorkflowSchema> load(byte[] bytes) {
    return load(ByteSource.of("", bytes));
  }

  /** Loads what a publisher emits, such as a request's body; see {@link #load(ByteSource)}. */
  public Mono<WorkflowSchema> load(Publisher<ByteBuffer> bytes) {
    return load(ByteSource.of("", bytes));
  }

  /**
   * The workflow a source holds, with live nodes of its own.
   *
   * <p>Fails as {@link WorkflowLoader} says, and with {@code InvalidWorkflowException} for a
   * document that is rejected for what it says, or {@code NodeCreationException} where a factory
   * fails under the strict profile.
   */
  public Mono<WorkflowSchema> load(ByteSource source) {
    return run(source, this::create)
        .flatMap(outcome -> Mono.fromCallable(() -> outcome.required(source.name())));
  }

  /**
   * What came of a load, for those who want the report in any case.
   *
   * <p>Never fails for what the document says: a rejected one, damaged compression and malformed
   * JSON too, is a result without a schema. It fails where there is nothing to tell about a
   * document: unreadable, timed out, busy, or the loader's own failure.
   */
  public Mono<LoadResult> tryLoad(ByteSource source) {
    return run(source, this::create).map(outcome -> outcome.result(source.name()));
  }

  /** Tries to load a file; see {@link #tryLoad(ByteSource)}. */
  public Mono<LoadResult> tryLoad(Path file) {
    return tryLoad(ByteSource.of(file));
  }

  /**
   * What a source's document says, without live nodes; otherwise like {@link #load(ByteSource)}.
   */
  public Mono<WorkflowDefinition> read(ByteSource source) {
    return run(source, WorkflowLoader::withoutNodes)
        .flatMap(outcome -> Mono.fromCallable(() -> outcome.required(source.name()).definition()));
  }

  /** Reads a file; see {@link #read(ByteSource)}. */
  public Mono<WorkflowDefinition> read(Path file) {
    return read(ByteSource.of(file));
  }

  /**
   * Everything there is to find in a document, without making nodes; fails only where {@link
   * #tryLoad(ByteSource)} does.
   */
  public Mono<ValidationReport> validate(ByteSource source) {
    return run(source, WorkflowLoader::withoutNodes)
        .map(outcome -> outcome.result(source.name()).report());
  }

  /** Preloads {@link NodeRegistries#frequentTypes()}; see {@link #preload(Collection)}. */
  public Flux<NodeType> preload() {
    return preload(NodeRegistries.frequentTypes());
  }

  /**
   * Loads descriptors before a document asks for them, in the order of their names.
   *
   * <p>Cold. Each subscription has a daemon thread of the lowest priority to itself, on which one
   * name after the other is loaded and emitted, at most one more than is asked for; what is at hand
   * is emitted where the subscriber asks. Before each name it waits until the loader runs no load.
   * Loads see what was loaded so far, and ask a provider only once whoever asks first. Cancelling
   * stops before the next name, and interrupts a provider that is at work.
   *
   * <p>Names that migrate load what replaces them, unknown ones are left out. A failing provider
   * stops nothing: the Flux fails with its {@code NodeCreationException} after the last name, with
   * those of others suppressed in it; or at once with {@code LoaderBusyException} when the loader
   * is closed.
   *
   * @param names type names as documents have them
   */
  public Flux<NodeType> preload(Collection<String> names) {
    return preloader.preload(List.copyOf(names)).takeUntilOther(closed.asMono());
  }

  private Mono<WorkflowSchema> create(Assembled assembled, Findings findings) {
    return creator.create(assembled, findings);
  }

  private static Mono<WorkflowSchema> withoutNodes(Assembled assembled, Findings findings) {
    return Mono.just(new WorkflowSchema(assembled.definition(), Map.of()));
  }

  private Mono<Outcome> run(
      ByteSource source, BiFunction<Assembled, Findings, Mono<WorkflowSchema>> last) {
    return Mono.defer(
        () -> {
          Findings findings = pipeline.findings();
          boolean here = smallOnCaller && source.isAtHand() && source.size() <= SMALL;
          Mono<Outcome> load =
              pipeline
                  .assemble(source, bytes(source), findings)
                  .flatMap(
                      assembled -> {
                        Mono<WorkflowSchema> schema = last.apply(assembled, findings);
                        return here && assembled.hasHostNodes()
                            ? schema.subscribeOn(scheduler)
                            : schema;
                      })
                  .map(Optional::of)
                  .defaultIfEmpty(Optional.empty())
                  .map(schema -> Outcome.of(schema, findings))
                  .onErrorResume(
                      WorkflowException.class, e -> Mono.just(Outcome.failed(e, findings)));
          Mono<Outcome> outcome = onTime(here ? load : load.subscribeOn(scheduler));
          return Mono.firstWithSignal(running.with(outcome), closed.asMono())
              .onErrorResume(e -> Mono.just(Outcome.failed(Failures.typed(e), findings)));
        });
  }

  private Flux<ByteBuffer> bytes(ByteSource source) {
    Flux<ByteBuffer> bytes = new ContainedSource(source);
    // hide: the stages behind would otherwise draw the elements on the publisher's thread
    return source.isAtHand() ? bytes : bytes.publishOn(scheduler, AHEAD).hide();
  }

  private Mono<Outcome> onTime(Mono<Outcome> load) {
    return deadline > LONGEST_DEADLINE
        ? load
        : load.timeout(Duration.ofMillis(deadline), Mono.error(() -> Failures.timeout(deadline)));
  }

  /**
   * Ends running and waiting loads with {@code LoaderBusyException}, and the scheduler if the
   * loader made it; loads that are subscribed to later fail likewise.
   */
  @Override
  public void close() {
    closed.tryEmitError(Failures.closed());
    if (ownsScheduler) {
      scheduler.dispose();
    }
  }
}
