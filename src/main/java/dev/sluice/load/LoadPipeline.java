package dev.sluice.load;

import static dev.sluice.model.LoadStage.ASSEMBLE;
import static dev.sluice.model.LoadStage.CHECK;
import static dev.sluice.model.LoadStage.DECODE;
import static dev.sluice.model.LoadStage.READ;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.Assembler;
import dev.sluice.assemble.EventAssembler;
import dev.sluice.assemble.NodeCreator;
import dev.sluice.cache.DocumentPart;
import dev.sluice.check.Checks;
import dev.sluice.check.RuleBook;
import dev.sluice.flow.Boundary;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.record.LaneMemories;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.ValueInspector;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Connects the stages of a load, from the bytes of a source to live nodes. Read this file first.
 *
 * <pre>
 *   source      stored chunks                               SafeSource
 *      | decode     gzip, zstd or plain, by the content     a codec: codec.DetectingDecoder
 *   document    decompressed bytes
 *      | read       bytes to tokens to records              a dialect: record.NodeFields and
 *      |                                                      record.ConnectionEnds
 *   records     header members, nodes, connections
 *      | check      each record; the graph at the end       a rule: check.Checks
 *   records     unchanged; the findings are in run.findings()
 *      | assemble   types resolved, definition built        an event: assemble.EventAssembler
 *   definition  immutable; DefinitionCache stores and shares it
 *      | create     nodes from factories or the pool        NodeCreation
 *   workflow    the definition and its live nodes
 * </pre>
 *
 * <p>To add something, start at the class in the diagram, and continue with these:
 *
 * <ul>
 *   <li>a codec: {@code config.Compression}, {@code codec.MagicNumbers}, {@code codec.Encoders}
 *   <li>a dialect: {@code record.Dialect}, reported by {@code check.DialectNotes} and written back
 *       by {@code write.DefinitionText}
 *   <li>a rule: a rule class in {@code check}, such as {@code NodeRules} or {@code GraphRules}, and
 *       a {@code model.FindingCode}. Rules about style belong in {@code lint}, which works on
 *       definitions; rules of the host ({@code config.Rule}) run in {@code assemble.HostRules}.
 *   <li>an event: {@code model.LoadEvent}; {@link EventStream} adds the events about live nodes
 * </ul>
 *
 * <p>Demand propagates to the source: a stage requests its next input when all outputs of its
 * previous input have been consumed. A cancel reaches the source first; then each stage is closed,
 * immediately or, if it is processing an input, when that call returns ({@link
 * dev.sluice.flow.StageOperator}). After a cancel no further factory is called and existing nodes
 * are dropped ({@link NodeCreation}); a read that several loads share is cancelled with the last of
 * them ({@code cache.SharedLoad}). A {@code WorkflowException} of any stage becomes an {@link
 * Outcome}; {@link LoadRunner} handles all other errors.
 *
 * <p>A {@link LoadRun} has the state of one subscription and opens its stages. {@link LoadRunner}
 * chooses the threads, sets the deadline and ends loads when the loader is closed; {@link
 * Admission} limits how many loads work at the same time and how many bytes they collect.
 */
final class LoadPipeline {

  private final LoadOptions options;
  private final RuleBook book;
  private final LaneMemories memories = new LaneMemories();
  private final DefinitionCache cache;
  private final NodeCreator creator;
  private final Scheduler scheduler;

  LoadPipeline(LoadSettings settings) {
    options = settings.options();
    book = new RuleBook(options.policy(), options.registry()::isBuiltIn);
    cache = new DefinitionCache(settings);
    creator = settings.newCreator();
    scheduler = settings.scheduler();
  }

  /** The workflow of a document, with its own live nodes. */
  Mono<Outcome<WorkflowSchema>> load(LoadRun run) {
    return definition(run).flatMap(read -> nodes(read, run));
  }

  /**
   * The definition of a document. If there is a cache, the definition comes from it, and the cache
   * collects the bytes.
   */
  Mono<Outcome<Assembled>> definition(LoadRun run) {
    return cache.isPresent()
        ? cache.get(run, Flux.defer(() -> arriving(run)), this::assembled)
        : assembled(collected(run), run.mayCollect(), run);
  }

  /**
   * The findings of a document. The outcome has a definition only if there is a cache or the
   * findings require one.
   */
  Mono<Outcome<Assembled>> check(LoadRun run) {
    return cache.isPresent() ? definition(run) : checked(collected(run), run.mayCollect(), run);
  }

  /** The skeleton of a document: the same grammar, with most values skipped. */
  Mono<Outcome<WorkflowSkeleton>> skeleton(LoadRun run) {
    Flux<WorkflowSkeleton> skeleton = run.applyStage(READ, document(run), run::skeletonReader);
    return run.outcome(skeleton.singleOrEmpty().singleOptional());
  }

  /**
   * The events of a load up to its definition.
   *
   * @param bytesRead the number of bytes that the source has emitted
   * @param end receives the outcome before the Flux completes; not called for a failure
   */
  Flux<LoadEvent> events(LoadRun run, LongSupplier bytesRead, Consumer<Outcome<Assembled>> end) {
    return Flux.defer(
        () -> {
          Assembler assembler = run.assembler();
          EventAssembler events = run.events(assembler, bytesRead);
          Flux<RecordBatch> records = records(document(run), run::stepwiseReader, run);
          return run.applyStage(ASSEMBLE, records, () -> events)
              .doOnComplete(() -> end.accept(Outcome.of(assembler.assembled(), run.findings())));
        });
  }

  /** The workflow for a definition that this load or another one has read, with new live nodes. */
  Mono<Outcome<WorkflowSchema>> nodes(Outcome<Assembled> read, LoadRun run) {
    if (read.value().isEmpty()) {
      return Mono.just(read.then(Optional.empty()));
    }
    Mono<Outcome<WorkflowSchema>> nodes = Mono.defer(() -> creation(read, run).outcome());
    // a nested load runs on a thread of the host's code, which may block
    boolean mayBlockCaller =
        read.value().get().hasHostNodes() && !run.permits().isNested() && cache.emitsOnCaller(run);
    return run.permits().admitted(mayBlockCaller ? Boundary.subscribedOn(scheduler, nodes) : nodes);
  }

  /** The creation of the nodes of an accepted document; for one subscription. */
  NodeCreation creation(Outcome<Assembled> read, LoadRun run) {
    return new NodeCreation(creator, read, options.newFindings(), run.host(), run.measurement());
  }

  /** The decompressed bytes of the source's document. */
  private Flux<ByteBuffer> document(LoadRun run) {
    return run.applyStage(DECODE, run.storedChunks(), run::decoder);
  }

  /** The decompressed bytes; while they arrive, they count against the limit on collected bytes. */
  private Flux<ByteBuffer> arriving(LoadRun run) {
    return run.source().isAtHand() ? document(run) : run.permits().collected(document(run));
  }

  /**
   * The decompressed bytes. If they must be waited for and need not be streamed, up to 1 MiB of
   * them is collected, because one buffer is read faster than many chunks. At a deadline, {@link
   * LoadRunner} checks the bytes collected so far.
   */
  private Flux<ByteBuffer> collected(LoadRun run) {
    return run.source().isAtHand() || !run.mayCollect()
        ? document(run)
        : DocumentPart.of(arriving(run), run.interim()).map(DocumentPart::bytes);
  }

  /** The records of a document, checked. */
  private Flux<RecordBatch> records(
      Flux<ByteBuffer> document,
      Function<ValueInspector, Stage<ByteBuffer, RecordBatch>> reader,
      LoadRun run) {
    Checks checks = run.checks(book);
    Flux<RecordBatch> records =
        run.applyStage(READ, document, () -> reader.apply(checks.inspector()));
    return run.applyStage(CHECK, records, () -> checks);
  }

  /** The findings of a document, without its definition unless they depend on it. */
  Mono<Outcome<Assembled>> checked(Flux<ByteBuffer> document, boolean mayCollect, LoadRun run) {
    return options.needDefinition()
        ? assembled(document, mayCollect, run)
        : run.outcome(
            Flux.defer(
                    () ->
                        records(
                            document, rules -> run.ruleReader(rules, mayCollect, memories), run))
                .then(Mono.fromSupplier(Optional::<Assembled>empty)));
  }

  private Mono<Outcome<Assembled>> assembled(
      Flux<ByteBuffer> document, boolean mayCollect, LoadRun run) {
    return Mono.defer(
        () -> {
          Assembler assembler = run.assembler();
          Flux<RecordBatch> records =
              records(document, rules -> run.recordReader(rules, mayCollect, memories), run);
          return run.outcome(
              run.applyStage(ASSEMBLE, records, () -> assembler)
                  .then(Mono.fromSupplier(assembler::assembled)));
        });
  }
}
