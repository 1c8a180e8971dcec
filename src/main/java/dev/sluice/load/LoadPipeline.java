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
 * The load pipeline from bytes to definition. Start reading here.
 *
 * <pre>
 *   source   chunks of bytes, possibly compressed
 *      | decode    gzip, zstd or plain, detected from the content
 *   bytes    of the document
 *      | read      tokens to records; configs are inspected here
 *   records  header members, nodes, connections
 *      | check     each record; the graph at the end
 *   records  the same, with findings collected separately
 *      | assemble  resolves types, builds nodes and edges, emits events if requested
 *   definition
 * </pre>
 *
 * <p>All state is created per subscription. Every stage is a plain state machine that runs on the
 * thread on which its input arrives, and is closed exactly once, on completion, error or cancel.
 */
final class LoadPipeline {

  /** The maximum number of bytes that are collected to parse a document from one buffer. */
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

  /** A collector for the findings of one load. */
  Findings findings() {
    return new Findings(options.profile(), options.limits().of(Limit.FINDINGS));
  }

  /**
   * Decompresses the bytes of a source.
   *
   * @param decoding receives the compression of the source; not shared between subscriptions
   */
  Flux<ByteBuffer> decode(Flux<ByteBuffer> stored, Decoding decoding) {
    return through(DECODE, stored, () -> Decoders.detecting(options.limits(), decoding));
  }

  /**
   * Reads a document as a definition; problems of the document are part of the outcome.
   *
   * @param document its bytes, on the thread where the work is to be done
   * @param decoding the compression of the source, as set by {@link #decode}
   * @param atHand whether all bytes are available without waiting
   * @param findings collects the findings; not shared between subscriptions
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
   * Checks a document and keeps only the findings.
   *
   * @param document its bytes, on the thread where the work is to be done
   * @param decoding the compression of the source, as set by {@link #decode}
   * @param atHand whether all bytes are available without waiting
   * @param findings collects the findings; not shared between subscriptions
   */
  Mono<Outcome<Assembled>> check(
      Flux<ByteBuffer> document, Decoding decoding, boolean atHand, Findings findings) {
    if (!options.rules().isEmpty() || options.unknownTypes() == UnknownTypes.SKIP) {
      return read(document, decoding, atHand, findings); // the findings depend on the definition
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
   * Reads the skeleton of a document: the same grammar with another effect.
   *
   * @param document its bytes, on the thread where the work is to be done
   * @param decoding the compression of the source, as set by {@link #decode}
   * @param atHand whether all bytes are available without waiting
   * @param findings collects the findings that reject the document; not shared between
   *     subscriptions
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
   * Like {@link #read}, but starts from the bytes of the source and emits events.
   *
   * @param result receives the outcome before the Flux completes
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

  /**
   * A stage as an operator: it requests an input when all outputs of the previous one are consumed.
   */
  private <I, O> Flux<O> through(
      LoadSummary.Stage name, Flux<I> inputs, Supplier<Stage<I, O>> open) {
    return new Staged<>(inputs, () -> measured(name, open.get())).checkpoint(site(name));
  }

  /** The name of a stage in stack traces. */
  private static String site(LoadSummary.Stage name) {
    return switch (name) {
      case DECODE -> "the decoding stage";
      case READ -> "the reading stage";
      case CHECK -> "the checking stage";
      case ASSEMBLE -> "the assembling stage";
      case CREATE -> "the creation of nodes";
    };
  }

  private <I, O> Stage<I, O> measured(LoadSummary.Stage name, Stage<I, O> stage) {
    return measurement == null ? stage : measurement.timed(name, stage);
  }
}
