package dev.sluice;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.Assembler;
import dev.sluice.check.Checks;
import dev.sluice.codec.Decoders;
import dev.sluice.config.Limit;
import dev.sluice.error.Findings;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordReader;
import dev.sluice.registry.TypeTable;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.GuardedStage;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
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
 *      | assemble  types resolved, nodes and edges put together
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

  LoadPipeline(LoadOptions options) {
    this.options = options;
  }

  /** The collector of one load's findings. */
  Findings findings() {
    return new Findings(options.profile(), options.limits().of(Limit.FINDINGS));
  }

  /**
   * What a document says; empty if it is rejected for what is in {@code findings} then.
   *
   * @param source where its bytes come from
   * @param bytes these bytes, on the thread where the work is to be done
   * @param findings receives what is found; not shared between subscriptions
   */
  Mono<Assembled> assemble(ByteSource source, Flux<ByteBuffer> bytes, Findings findings) {
    return Mono.defer(
        () -> {
          TypeTable types = new TypeTable(options.registry());
          Checks checks =
              new Checks(
                  options.limits(), options.policy(), options.unknownTypes(), findings, types);
          int gather = source.isAtHand() ? GATHER : 0;

          Flux<ByteBuffer> decoded = through(bytes, () -> Decoders.detecting(options.limits()));
          Flux<RecordBatch> records =
              through(
                  decoded, () -> new RecordReader(options.limits(), checks.inspector(), gather));
          Flux<RecordBatch> checked = through(records, () -> checks);
          Flux<Assembled> assembled =
              through(
                  checked,
                  () -> new Assembler(findings, types, options.unknownTypes(), options.rules()));
          return assembled.singleOrEmpty();
        });
  }

  /** A stage as an operator: one input is taken when the outputs of the one before are used up. */
  private static <I, O> Flux<O> through(Flux<I> inputs, Supplier<Stage<I, O>> open) {
    return Flux.using(
        () -> new GuardedStage<>(new ContainedStage<>(open.get())),
        stage ->
            inputs
                .concatMapIterable(stage::feed, 1)
                .concatWith(Flux.defer(() -> Flux.fromIterable(stage.finish()))),
        GuardedStage::close);
  }
}
