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
import dev.sluice.config.UnknownTypes;
import dev.sluice.flow.Boundary;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
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
 *   source      chunks as they are stored                      SafeSource
 *      | decode     gzip, zstd or plain, known by content      a codec: codec.DetectingDecoder
 *   document    its bytes
 *      | read       bytes to tokens to records                 a dialect: record.NodeFields, ConnectionEnds
 *   records     header members, nodes, connections
 *      | check      each record; the graph at the end          a rule: check.Checks
 *   records     the same; the findings are in run.findings()
 *      | assemble   types resolved, records put together       an event: assemble.EventAssembler
 *   definition  immutable; DefinitionCache keeps and shares it
 *      | create     nodes by factory or from the pool          NodeCreation
 *   workflow    the definition and its live nodes
 * </pre>
 *
 * <p>Demand travels up: a stage requests its next input when the outputs of the previous input are
 * consumed. A cancel travels up too: it reaches the source first, and each stage is then closed, at
 * the latest when its running step returns ({@link dev.sluice.flow.StageOperator}). After a cancel
 * no further node is created, and those that exist are dropped ({@link NodeCreation}); a reading
 * that several loads share is cancelled with the last of them ({@code cache.SharedLoad}). A {@code
 * WorkflowException} of any stage becomes an {@link Outcome}; {@link LoadRunner} makes an outcome
 * of any other error.
 *
 * <p>To add something, begin at the class in the diagram, and continue with these:
 *
 * <ul>
 *   <li>a codec: a constant in {@code config.Compression}, {@code codec.MagicNumbers}, {@code
 *       codec.Encoders}
 *   <li>a dialect: a constant in {@code record.Dialect}, which {@code check.DialectNotes} reports,
 *       and {@code write.DefinitionText}, which writes it back
 *   <li>a rule: {@code check.NodeRules}, {@code ConfigRules}, {@code ConnectionRules}, {@code
 *       HeaderRules} or {@code GraphRules}, and a {@code model.FindingCode}. Opinions belong in
 *       {@code lint}, which works on definitions. Rules of the host program ({@code config.Rule})
 *       run in {@code assemble.HostRules}.
 *   <li>an event: a type in {@code model.LoadEvent}; {@link EventStream} adds those about live
 *       nodes
 * </ul>
 *
 * <p>Four readers make records or skeletons from one grammar: {@link LoadRun#recordReader}, {@link
 * LoadRun#ruleReader} without the values that no rule needs, {@link LoadRun#stepwiseReader} one
 * record at a time for events, and {@link LoadRun#skeletonReader}.
 *
 * <p>A {@link LoadRun} is one subscription with all its state, among it the permits without which
 * it may not collect bytes or work ({@link Admission}). {@link LoadRunner} chooses the threads,
 * sets the deadline and ends loads when the loader is closed.
 */
final class LoadPipeline {

  private final LoadOptions options;
  private final RuleBook book;
  private final DefinitionCache cache;
  private final NodeCreator creator;
  private final Scheduler scheduler;

  LoadPipeline(LoadSettings settings) {
    options = settings.options();
    book = new RuleBook(options.policy(), options.registry()::isBuiltIn);
    cache = new DefinitionCache(settings);
    creator =
        new NodeCreator(
            settings.scheduler(),
            settings.creationThreshold(),
            settings.creationWorkers(),
            settings.pool().orElse(null));
    scheduler = settings.scheduler();
  }

  /** The workflow of a document, with live nodes of its own. */
  Mono<Outcome<WorkflowSchema>> load(LoadRun run) {
    return definition(run).flatMap(read -> nodes(read, run));
  }

  /** The definition of a document, from the cache if one is set, which collects bytes itself. */
  Mono<Outcome<Assembled>> definition(LoadRun run) {
    return cache.isPresent()
        ? cache.get(run, Flux.defer(() -> arriving(run)), this::assembled)
        : assembled(collected(run), !isStreamed(run), run);
  }

  /** The findings of a document. The outcome has a definition only if the findings require one. */
  Mono<Outcome<Assembled>> check(LoadRun run) {
    return cache.isPresent() ? definition(run) : checked(collected(run), !isStreamed(run), run);
  }

  /** The skeleton of a document: the same grammar, with most values skipped. */
  Mono<Outcome<WorkflowSkeleton>> skeleton(LoadRun run) {
    Flux<WorkflowSkeleton> skeleton = run.applyStage(READ, document(run), run::skeletonReader);
    return run.outcome(skeleton.singleOrEmpty().map(Optional::of).defaultIfEmpty(Optional.empty()));
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
          return run.applyStage(
                  ASSEMBLE, records(document(run), run::stepwiseReader, run), () -> events)
              .doOnComplete(() -> end.accept(Outcome.of(assembler.assembled(), run.findings())));
        });
  }

  /** The workflow for a definition that this load or another one has read, with new live nodes. */
  Mono<Outcome<WorkflowSchema>> nodes(Outcome<Assembled> read, LoadRun run) {
    if (read.value().isEmpty()) {
      return Mono.just(read.then(Optional.empty()));
    }
    Mono<Outcome<WorkflowSchema>> nodes = Mono.defer(() -> creation(read, run).outcome());
    return run.permits()
        .admitted(
            mayBlockCaller(read.value().get(), run)
                ? Boundary.subscribedOn(scheduler, nodes)
                : nodes);
  }

  /** The creation of the nodes of a document that was accepted; for one subscription. */
  NodeCreation creation(Outcome<Assembled> read, LoadRun run) {
    return new NodeCreation(creator, read, options.newFindings(), run.host(), run.measurement());
  }

  /** The decompressed bytes of the source's document. */
  private Flux<ByteBuffer> document(LoadRun run) {
    return run.applyStage(DECODE, run.storedChunks(), run::decoder);
  }

  /**
   * The decompressed bytes, collected up to 1 MiB if the source must be waited for and is not to be
   * streamed, because one buffer is read faster than many chunks. At a deadline, {@link LoadRunner}
   * checks the bytes collected so far.
   */
  private Flux<ByteBuffer> collected(LoadRun run) {
    return run.source().isAtHand() || isStreamed(run)
        ? document(run)
        : DocumentPart.of(arriving(run), run.interim()).map(DocumentPart::bytes);
  }

  /** The decompressed bytes; while they arrive, they count against the limit on collected bytes. */
  private Flux<ByteBuffer> arriving(LoadRun run) {
    return run.source().isAtHand() ? document(run) : run.permits().collected(document(run));
  }

  private static boolean isStreamed(LoadRun run) {
    return run.source().isStreamed() && !run.source().isAtHand();
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

  /**
   * The findings of a document, without its definition if that is not needed for them.
   *
   * @param mayCollect whether the reader may wait for the end of the document and read one buffer,
   *     because the bytes are at hand or the source is not to be streamed
   */
  Mono<Outcome<Assembled>> checked(Flux<ByteBuffer> document, boolean mayCollect, LoadRun run) {
    return options.rules().isEmpty() && options.unknownTypes() != UnknownTypes.SKIP
        ? run.outcome(
            Flux.defer(() -> records(document, rules -> run.ruleReader(rules, mayCollect), run))
                .then(Mono.fromSupplier(Optional::<Assembled>empty)))
        : assembled(document, mayCollect, run);
  }

  private Mono<Outcome<Assembled>> assembled(
      Flux<ByteBuffer> document, boolean mayCollect, LoadRun run) {
    return Mono.defer(
        () -> {
          Assembler assembler = run.assembler();
          return run.outcome(
              run.applyStage(
                      ASSEMBLE,
                      records(document, rules -> run.recordReader(rules, mayCollect), run),
                      () -> assembler)
                  .then(Mono.fromSupplier(assembler::assembled)));
        });
  }

  /** Whether factories of the host would run on the subscriber's thread and could block it. */
  private boolean mayBlockCaller(Assembled read, LoadRun run) {
    return read.hasHostNodes()
        && !run.permits().isNested()
        && (run.isOnCaller() || (cache.isPresent() && run.source().bytes().isPresent()));
  }
}
