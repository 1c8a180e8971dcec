package dev.sluice.load;

import dev.sluice.cache.InterimFindings;
import dev.sluice.config.Compression;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.flow.StageOperator;
import dev.sluice.model.LoadSummary;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One subscription to a load: its source, and what its stages share.
 *
 * <p>Made by {@link LoadRunner} for each subscription, and never shared between two.
 */
final class LoadRun {

  private final ByteSource source;
  private final Flux<ByteBuffer> stored;
  private final boolean onCaller;
  private final Findings findings;
  private final InterimFindings interim;
  private final LoadMeasurement measurement;
  private final Compressed compressed;

  /** Written by the decoding stage, read by the reading stage, perhaps on another thread. */
  private static final class Compressed {
    private volatile Compression found = Compression.PLAIN;
  }

  /**
   * A run of which nothing has been read.
   *
   * @param stored the chunks of the source, on the thread on which the stages run
   * @param onCaller whether that is the subscriber's thread
   * @param findings a collector without findings
   */
  LoadRun(
      ByteSource source,
      Flux<ByteBuffer> stored,
      boolean onCaller,
      Findings findings,
      LoadMeasurement measurement) {
    this(source, stored, onCaller, findings, new InterimFindings(), measurement, new Compressed());
  }

  private LoadRun(
      ByteSource source,
      Flux<ByteBuffer> stored,
      boolean onCaller,
      Findings findings,
      InterimFindings interim,
      LoadMeasurement measurement,
      Compressed compressed) {
    this.source = source;
    this.stored = stored;
    this.onCaller = onCaller;
    this.findings = findings;
    this.interim = interim;
    this.measurement = measurement;
    this.compressed = compressed;
  }

  /** The same run with a collector of its own, for a reading that other loads may join. */
  LoadRun collectingIn(Findings own) {
    return new LoadRun(source, stored, onCaller, own, interim, measurement, compressed);
  }

  ByteSource source() {
    return source;
  }

  Flux<ByteBuffer> stored() {
    return stored;
  }

  boolean isOnCaller() {
    return onCaller;
  }

  Findings findings() {
    return findings;
  }

  /** What is found before the end, for a deadline that comes first. */
  InterimFindings interim() {
    return interim;
  }

  LoadMeasurement measurement() {
    return measurement;
  }

  void foundCompression(Compression found) {
    compressed.found = found;
  }

  /** Whether the source is compressed; false before its first bytes have been decoded. */
  boolean isCompressed() {
    return compressed.found != Compression.PLAIN;
  }

  /** A stage as an operator: it takes one input when the outputs of the last one are used up. */
  <I, O> Flux<O> through(LoadSummary.Stage name, Flux<I> inputs, Supplier<Stage<I, O>> open) {
    return new StageOperator<>(inputs, () -> measurement.timed(name, open.get()))
        .checkpoint(site(name));
  }

  /** The name of a stage in the trace of a failure. */
  private static String site(LoadSummary.Stage name) {
    return switch (name) {
      case DECODE -> "the decoding stage";
      case READ -> "the reading stage";
      case CHECK -> "the checking stage";
      case ASSEMBLE -> "the assembling stage";
      case CREATE -> "the creation of nodes";
    };
  }

  /** How the run ends: with a value, which is empty for a rejected document, or with a failure. */
  <T> Mono<Outcome<T>> outcome(Mono<Optional<T>> value) {
    return value
        .map(found -> Outcome.of(found, findings))
        .onErrorResume(WorkflowException.class, failure -> Mono.just(failed(failure)));
  }

  <T> Outcome<T> failed(WorkflowException failure) {
    return Outcome.failed(failure, findings);
  }
}
