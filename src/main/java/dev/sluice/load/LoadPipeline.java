package dev.sluice.load;

import static dev.sluice.model.LoadSummary.Stage.ASSEMBLE;
import static dev.sluice.model.LoadSummary.Stage.CHECK;
import static dev.sluice.model.LoadSummary.Stage.DECODE;
import static dev.sluice.model.LoadSummary.Stage.READ;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.Assembler;
import dev.sluice.assemble.Narration;
import dev.sluice.assemble.NodeCreator;
import dev.sluice.cache.CachedLoad;
import dev.sluice.cache.LoadCache;
import dev.sluice.check.Checks;
import dev.sluice.codec.Decoders;
import dev.sluice.config.Limit;
import dev.sluice.config.UnknownTypes;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.flow.Boundary;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.preview.SkeletonReader;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordReader;
import dev.sluice.stage.CollectedChunks;
import dev.sluice.stage.Stage;
import dev.sluice.types.TypeTable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The whole way of a document from its source to live nodes: the file to read first.
 *
 * <pre>
 *   source      chunks as they are stored                      SafeSource
 *      | decode     gzip, zstd or plain, known by content      a codec: Decoders
 *   document    its bytes
 *      | read       bytes to tokens to records                 a dialect: record.NodeFields, EdgeEnds
 *   records     header members, nodes, connections
 *      | check      each record; the graph at the end          a rule: check.Checks
 *   records     the same; findings are collected beside them
 *      | assemble   types resolved, records put together       an event: assemble.Narration
 *   definition  immutable; what a cache keeps
 *      | create     nodes by factory or from the pool          NodeCreation
 *   workflow    the definition and its live nodes
 * </pre>
 *
 * <p>Demand travels from the bottom up: a stage takes one input when the outputs of the last one
 * are used up. A cancel travels up as well: each stage closes itself when its running step returns
 * ({@link dev.sluice.flow.StageOperator}), and the source closes last. A failure that the document
 * causes becomes an {@link Outcome}; any other leaves the pipeline as an error. {@link LoadRunner}
 * chooses the threads, sets the deadline and ends loads when the loader is closed.
 */
final class LoadPipeline {

  private final LoadOptions options;
  private final Optional<LoadCache<Outcome<Assembled>>> cache;
  private final Object cacheKey;
  private final NodeCreator creator;
  private final Scheduler scheduler;

  LoadPipeline(LoadSettings settings) {
    options = settings.options();
    scheduler = settings.scheduler();
    creator =
        new NodeCreator(
            scheduler,
            settings.creationThreshold(),
            settings.creationWorkers(),
            settings.pool().orElse(null));
    cache = settings.cache();
    cacheKey = options.cacheKey();
  }

  /** The workflow of a document, with live nodes of its own. */
  Mono<Outcome<WorkflowSchema>> load(LoadRun run) {
    return definition(run)
        .flatMap(read -> canBlockCaller(read, run) ? moved(nodes(read, run)) : nodes(read, run));
  }

  /** What a document says, from the cache if it is there. */
  Mono<Outcome<Assembled>> definition(LoadRun run) {
    return cache.isPresent()
        ? cached(cache.get(), run)
        : assembled(document(run), run.source().isAtHand(), run);
  }

  /** What is found in a document; the outcome has a value only if a definition was needed. */
  Mono<Outcome<Assembled>> check(LoadRun run) {
    return cache.isPresent()
        ? definition(run)
        : checked(document(run), run.source().isAtHand(), run);
  }

  /** What a document shows at a glance: the same grammar, with most values skipped. */
  Mono<Outcome<WorkflowSkeleton>> skeleton(LoadRun run) {
    int gathered = run.source().isAtHand() ? CollectedChunks.MAX_BYTES : 0;
    Flux<WorkflowSkeleton> skeleton =
        run.through(
            READ,
            document(run),
            () -> sound(new SkeletonReader(options.limits(), run.findings(), gathered), run));
    return run.outcome(skeleton.singleOrEmpty().map(Optional::of).defaultIfEmpty(Optional.empty()));
  }

  /**
   * The events of a load up to its definition.
   *
   * @param end receives the outcome before the Flux completes
   */
  Flux<LoadEvent> events(LoadRun run, Consumer<Outcome<Assembled>> end) {
    return Flux.defer(
        () -> {
          TypeTable types = new TypeTable(options.registry());
          Assembler assembler = assembler(types, run);
          AtomicLong bytes = new AtomicLong();
          Narration narration =
              new Narration(
                  assembler,
                  run.findings(),
                  options.unknownTypes(),
                  bytes::get,
                  run.source().length());
          Flux<ByteBuffer> counted =
              run.stored().doOnNext(chunk -> bytes.addAndGet(chunk.remaining()));
          return run.through(
                  ASSEMBLE, records(decoded(counted, run), false, types, run), () -> narration)
              .doOnComplete(() -> end.accept(Outcome.of(assembler.assembled(), run.findings())))
              .onErrorResume(
                  WorkflowException.class,
                  failure -> {
                    end.accept(run.failed(failure));
                    return Flux.empty();
                  });
        });
  }

  /** Live nodes for what was read, by this load or by another one. */
  Mono<Outcome<WorkflowSchema>> nodes(Outcome<Assembled> read, LoadRun run) {
    return Mono.defer(
        () ->
            read.value().isPresent()
                ? creation(read, run).outcome()
                : Mono.just(read.then(Optional.empty())));
  }

  /** The creation of the nodes of a document that was accepted; for one subscription. */
  NodeCreation creation(Outcome<Assembled> read, LoadRun run) {
    return new NodeCreation(creator, read, findings(), run.measurement());
  }

  /** A collector for the findings of one document. */
  Findings findings() {
    return new Findings(options.profile(), options.limits().of(Limit.FINDINGS));
  }

  /**
   * Adds to a run the findings of the beginning of its document, which was collected but not read.
   */
  void lookInto(List<ByteBuffer> beginning, LoadRun run) {
    LoadRun own = run.collectingIn(findings());
    Flux<ByteBuffer> rest = Flux.never(); // the document goes on
    checked(Flux.fromIterable(beginning).concatWith(rest), false, own)
        .subscribe(end -> {}, failure -> {})
        .dispose();
    run.findings().resume(own.findings().kind(), own.findings().report());
  }

  private Mono<Outcome<Assembled>> cached(LoadCache<Outcome<Assembled>> cache, LoadRun run) {
    Scheduler where = run.isOnCaller() ? Schedulers.immediate() : scheduler;
    CachedLoad.DocumentReader<Outcome<Assembled>> reader =
        (document, atHand, interim) ->
            Mono.defer(
                () -> {
                  LoadRun own = run.collectingIn(findings()); // other loads may join the reading
                  interim.from(
                      target -> target.resume(own.findings().kind(), own.findings().report()));
                  return assembled(document, atHand, own);
                });
    return new CachedLoad<>(cache, cacheKey, where, run.interim(), reader)
        .of(run.source(), Flux.defer(() -> document(run))) // not assembled for a hit
        .doOnNext(end -> run.interim().from(target -> target.resume(end.kind(), end.report())));
  }

  private Flux<ByteBuffer> document(LoadRun run) {
    return decoded(run.stored(), run);
  }

  private Flux<ByteBuffer> decoded(Flux<ByteBuffer> stored, LoadRun run) {
    return run.through(
        DECODE, stored, () -> Decoders.detecting(options.limits(), run::foundCompression));
  }

  private Flux<RecordBatch> records(
      Flux<ByteBuffer> document, boolean atHand, TypeTable types, LoadRun run) {
    int gathered = atHand ? CollectedChunks.MAX_BYTES : 0;
    Checks checks =
        new Checks(
            options.limits(), options.policy(), options.unknownTypes(), run.findings(), types);
    Flux<RecordBatch> records =
        run.through(
            READ,
            document,
            () -> sound(new RecordReader(options.limits(), checks.inspector(), gathered), run));
    return run.through(CHECK, records, () -> checks);
  }

  private Mono<Outcome<Assembled>> checked(Flux<ByteBuffer> document, boolean atHand, LoadRun run) {
    if (!options.rules().isEmpty() || options.unknownTypes() == UnknownTypes.SKIP) {
      return assembled(document, atHand, run); // the findings depend on the definition
    }
    return run.outcome(
        Flux.defer(() -> records(document, atHand, new TypeTable(options.registry()), run))
            .then(Mono.fromSupplier(Optional::<Assembled>empty)));
  }

  private Mono<Outcome<Assembled>> assembled(
      Flux<ByteBuffer> document, boolean atHand, LoadRun run) {
    return Mono.defer(
        () -> {
          TypeTable types = new TypeTable(options.registry());
          Assembler assembler = assembler(types, run);
          return run.outcome(
              run.through(ASSEMBLE, records(document, atHand, types, run), () -> assembler)
                  .then(Mono.fromSupplier(assembler::assembled)));
        });
  }

  private Assembler assembler(TypeTable types, LoadRun run) {
    return new Assembler(run.findings(), types, options.unknownTypes(), options.rules());
  }

  /**
   * A reading stage whose failure waits for damage that the rest of a compressed source may show.
   */
  private static <O> Stage<ByteBuffer, O> sound(Stage<ByteBuffer, O> reader, LoadRun run) {
    return new SoundnessStage<>(reader, run::isCompressed);
  }

  /** Whether a host's factories would run on the subscriber's thread. */
  private boolean canBlockCaller(Outcome<Assembled> read, LoadRun run) {
    boolean maybeOnCaller =
        run.isOnCaller() || (cache.isPresent() && run.source().bytes().isPresent());
    return maybeOnCaller && read.value().filter(Assembled::hasHostNodes).isPresent();
  }

  private <T> Mono<T> moved(Mono<T> work) {
    return Boundary.subscribedOn(scheduler, work);
  }
}
