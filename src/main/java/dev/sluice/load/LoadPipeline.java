package dev.sluice.load;

import static dev.sluice.model.LoadSummary.Stage.ASSEMBLE;
import static dev.sluice.model.LoadSummary.Stage.CHECK;
import static dev.sluice.model.LoadSummary.Stage.DECODE;
import static dev.sluice.model.LoadSummary.Stage.READ;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.Assembler;
import dev.sluice.assemble.Narration;
import dev.sluice.check.Checks;
import dev.sluice.codec.Decoders;
import dev.sluice.config.Limit;
import dev.sluice.config.UnknownTypes;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.flow.Staged;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.preview.SkeletonReader;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordReader;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.Stage;
import dev.sluice.types.TypeTable;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The way of a document through all stages: the one file to read.
 *
 * <pre>
 *   source   chunks of bytes as they are stored
 *      | decode    gzip, zstd or plain, told by content
 *   bytes    of the document
 *      | read      tokens to records; configs inspected on the way
 *   records  header members, nodes, connections
 *      | check     record by record; the graph at the end
 *   records  the same, with findings beside them
 *      | assemble  types resolved, nodes and edges put together, told on the way if that is wanted
 *   definition
 * </pre>
 *
 * <p>All state is made per subscription. Every stage is a plain state machine that runs on whatever
 * thread its input arrives on, and is closed exactly once, by completion, error or cancel.
 */
final class LoadPipeline {

  /** Bytes of a document that are collected in order to parse them from one buffer. */
  private static final int GATHER = 1 << 20;

  private final LoadOptions options;
  private final @Nullable LoadMeasurement measurement;

  LoadPipeline(LoadOptions options) {
    this(options, null);
  }

  private LoadPipeline(LoadOptions options, @Nullable LoadMeasurement measurement) {
    this.options = options;
    this.measurement = measurement;
  }

  /** The same pipeline for one load whose stages are measured. */
  LoadPipeline measuredBy(LoadMeasurement load) {
    return new LoadPipeline(options, load);
  }

  /** The collector of one load's findings. */
  Findings findings() {
    return new Findings(options.profile(), options.limits().of(Limit.FINDINGS));
  }

  /**
   * The bytes of a document, from those of its source.
   *
   * @param decoding learns how the source is compressed; not shared between subscriptions
   */
  Flux<ByteBuffer> decode(Flux<ByteBuffer> stored, Decoding decoding) {
    return through(DECODE, stored, () -> Decoders.detecting(options.limits(), decoding));
  }

  /**
   * What a document says; whatever is wrong with it is an outcome too.
   *
   * @param document its bytes, on the thread where the work is to be done
   * @param decoding what {@link #decode} has found out about their source
   * @param atHand whether all of them come without waiting for anybody
   * @param findings receives what is found; not shared between subscriptions
   */
  Mono<Outcome<Assembled>> read(
      Flux<ByteBuffer> document, Decoding decoding, boolean atHand, Findings findings) {
    return Mono.defer(
        () -> {
          TypeTable types = new TypeTable(options.registry());
          Assembler assembler = assembler(types, findings);
          int gather = atHand ? GATHER : 0;
          return through(
                  ASSEMBLE, records(document, decoding, gather, types, findings), () -> assembler)
              .then(Mono.fromSupplier(() -> Outcome.of(assembler.assembled(), findings)))
              .onErrorResume(WorkflowException.class, e -> Mono.just(Outcome.failed(e, findings)));
        });
  }

  /**
   * Whatever is wrong with a document, of which nothing else is kept.
   *
   * @param document its bytes, on the thread where the work is to be done
   * @param decoding what {@link #decode} has found out about their source
   * @param atHand whether all of them come without waiting for anybody
   * @param findings receives what is found; not shared between subscriptions
   */
  Mono<Outcome<Assembled>> check(
      Flux<ByteBuffer> document, Decoding decoding, boolean atHand, Findings findings) {
    if (!options.rules().isEmpty() || options.unknownTypes() == UnknownTypes.SKIP) {
      return read(document, decoding, atHand, findings); // what is found depends on the definition
    }
    return Mono.defer(
        () ->
            records(
                    document,
                    decoding,
                    atHand ? GATHER : 0,
                    new TypeTable(options.registry()),
                    findings)
                .then(Mono.fromSupplier(() -> checked(findings)))
                .onErrorResume(
                    WorkflowException.class, e -> Mono.just(Outcome.failed(e, findings))));
  }

  private static Outcome<Assembled> checked(Findings findings) {
    return Outcome.of(Optional.empty(), findings);
  }

  /**
   * What a document shows at a glance: the same grammar with another effect.
   *
   * @param document its bytes, on the thread where the work is to be done
   * @param decoding what {@link #decode} has found out about their source
   * @param atHand whether all of them come without waiting for anybody
   * @param findings receives what rejects it; not shared between subscriptions
   */
  Mono<Outcome<WorkflowSkeleton>> skeleton(
      Flux<ByteBuffer> document, Decoding decoding, boolean atHand, Findings findings) {
    int gather = atHand ? GATHER : 0;
    return through(
            READ,
            document,
            () ->
                new SoundnessStage<>(
                    new SkeletonReader(options.limits(), findings, gather), decoding::isCompressed))
        .singleOrEmpty()
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .map(skeleton -> Outcome.of(skeleton, findings))
        .onErrorResume(WorkflowException.class, e -> Mono.just(Outcome.failed(e, findings)));
  }

  /**
   * What {@link #read} gives, told on the way, from the bytes as they are stored.
   *
   * @param result receives the outcome before the end is told
   */
  Flux<LoadEvent> narrate(
      ByteSource source,
      Flux<ByteBuffer> stored,
      Findings findings,
      Consumer<Outcome<Assembled>> result) {
    return Flux.defer(
        () -> {
          TypeTable types = new TypeTable(options.registry());
          Assembler assembler = assembler(types, findings);
          AtomicLong bytes = new AtomicLong();
          Decoding decoding = new Decoding();
          Narration narration =
              new Narration(
                  assembler, findings, options.unknownTypes(), bytes::get, source.length());
          Flux<ByteBuffer> counted = stored.doOnNext(chunk -> bytes.addAndGet(chunk.remaining()));
          Flux<ByteBuffer> document = decode(counted, decoding);
          return through(ASSEMBLE, records(document, decoding, 0, types, findings), () -> narration)
              .doOnComplete(() -> result.accept(Outcome.of(assembler.assembled(), findings)))
              .onErrorResume(
                  WorkflowException.class,
                  e -> {
                    result.accept(Outcome.failed(e, findings));
                    return Flux.empty();
                  });
        });
  }

  /** The checked records of a document. */
  private Flux<RecordBatch> records(
      Flux<ByteBuffer> document,
      Decoding decoding,
      int gather,
      TypeTable types,
      Findings findings) {
    Checks checks =
        new Checks(options.limits(), options.policy(), options.unknownTypes(), findings, types);
    Flux<RecordBatch> records =
        through(
            READ,
            document,
            () ->
                new SoundnessStage<>(
                    new RecordReader(options.limits(), checks.inspector(), gather),
                    decoding::isCompressed));
    return through(CHECK, records, () -> checks);
  }

  private Assembler assembler(TypeTable types, Findings findings) {
    return new Assembler(findings, types, options.unknownTypes(), options.rules());
  }

  /** A stage as an operator: one input is taken when the outputs of the one before are used up. */
  private <I, O> Flux<O> through(
      LoadSummary.Stage name, Flux<I> inputs, Supplier<Stage<I, O>> open) {
    return new Staged<>(inputs, () -> measured(name, open.get())).checkpoint(site(name));
  }

  /** What a failure's trace calls a stage it came by. */
  private static String site(LoadSummary.Stage name) {
    return switch (name) {
      case DECODE -> "the decoding stage";
      case READ -> "the reading stage";
      case CHECK -> "the checking stage";
      case ASSEMBLE -> "the assembling stage";
      case CREATE -> "the making of nodes";
    };
  }

  private <I, O> Stage<I, O> measured(LoadSummary.Stage name, Stage<I, O> stage) {
    return measurement == null ? stage : measurement.timed(name, stage);
  }
}
