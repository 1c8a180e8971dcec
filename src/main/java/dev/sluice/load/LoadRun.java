package dev.sluice.load;

import dev.sluice.assemble.Assembler;
import dev.sluice.assemble.EventAssembler;
import dev.sluice.cache.InterimFindings;
import dev.sluice.check.Checks;
import dev.sluice.check.RuleBook;
import dev.sluice.codec.Decoders;
import dev.sluice.config.Compression;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.flow.StageOperator;
import dev.sluice.model.LoadStage;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.preview.SkeletonReader;
import dev.sluice.record.LaneMemories;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordReader;
import dev.sluice.record.ValueInspector;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.CollectedChunks;
import dev.sluice.stage.HostCode;
import dev.sluice.stage.Stage;
import dev.sluice.types.TypeTable;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One subscription to a load: its source, its stages, and the state that they share.
 *
 * <p>{@link LoadRunner} creates a run for each subscription; no two subscriptions share one.
 */
final class LoadRun {

  private final LoadOptions options;
  private final ByteSource source;
  private final Flux<ByteBuffer> storedChunks;
  private final boolean onCaller;
  private final LoadPermits permits;
  private final HostCode host;
  private final LoadMeasurement measurement;
  private final InterimFindings interim;
  private final Compressed compressed;
  private final Findings findings;
  private final TypeTable types;

  /** Written by the decoding stage, read by the reading stage, perhaps on another thread. */
  private static final class Compressed {
    private volatile Compression found = Compression.PLAIN;
  }

  /**
   * A run that has not read anything yet.
   *
   * @param storedChunks the chunks of the source, on the thread on which the stages run
   * @param onCaller whether that is the subscriber's thread
   */
  LoadRun(
      LoadOptions options,
      ByteSource source,
      Flux<ByteBuffer> storedChunks,
      boolean onCaller,
      LoadPermits permits,
      LoadMeasurement measurement) {
    this(
        options,
        source,
        storedChunks,
        onCaller,
        permits,
        () -> entered(permits, measurement),
        measurement,
        new InterimFindings(),
        new Compressed());
  }

  private LoadRun(
      LoadOptions options,
      ByteSource source,
      Flux<ByteBuffer> storedChunks,
      boolean onCaller,
      LoadPermits permits,
      HostCode host,
      LoadMeasurement measurement,
      InterimFindings interim,
      Compressed compressed) {
    this.options = options;
    this.source = source;
    this.storedChunks = storedChunks;
    this.onCaller = onCaller;
    this.permits = permits;
    this.host = host;
    this.measurement = measurement;
    this.interim = interim;
    this.compressed = compressed;
    findings = options.newFindings();
    types = new TypeTable(options.registry(), host);
  }

  private static Runnable entered(LoadPermits permits, LoadMeasurement measurement) {
    Runnable leavePermits = permits.enterHostCode();
    Runnable leaveMeasurement = measurement.enterHostCode();
    return () -> {
      leaveMeasurement.run();
      leavePermits.run();
    };
  }

  /** A copy of this run with its own findings and types, for a read that other loads may join. */
  LoadRun restarted() {
    return new LoadRun(
        options, source, storedChunks, onCaller, permits, host, measurement, interim, compressed);
  }

  ByteSource source() {
    return source;
  }

  Flux<ByteBuffer> storedChunks() {
    return storedChunks;
  }

  boolean isOnCaller() {
    return onCaller;
  }

  /**
   * Whether a reader may wait for the end of the document and read it as one buffer: the bytes are
   * at hand, or the source need not be streamed.
   */
  boolean mayCollect() {
    return source.isAtHand() || !source.isStreamed();
  }

  /** The permits that the load needs to collect bytes and to work. */
  LoadPermits permits() {
    return permits;
  }

  /** Surrounds calls of the host's code. */
  HostCode host() {
    return host;
  }

  Findings findings() {
    return findings;
  }

  /** Adds a snapshot of the findings so far to {@code target}. */
  void copyFindings(Findings target) {
    target.resume(findings.kind(), findings.report());
  }

  /** The node types that occur in the document. */
  TypeTable types() {
    return types;
  }

  /** The findings before the end of the load, for a deadline that expires first. */
  InterimFindings interim() {
    return interim;
  }

  LoadMeasurement measurement() {
    return measurement;
  }

  /** Decompresses the source. */
  Stage<ByteBuffer, ByteBuffer> decoder() {
    return Decoders.detecting(options.limits(), found -> compressed.found = found);
  }

  /** Reads records from a document; {@code inspector} checks the values while they are read. */
  Stage<ByteBuffer, RecordBatch> recordReader(
      ValueInspector inspector, boolean mayCollect, LaneMemories memories) {
    return sound(RecordReader.plain(options.limits(), inspector, collected(mayCollect), memories));
  }

  /** Reads the records of a document for its findings only, without values that no rule needs. */
  Stage<ByteBuffer, RecordBatch> ruleReader(
      ValueInspector inspector, boolean mayCollect, LaneMemories memories) {
    return sound(
        RecordReader.forRules(options.limits(), inspector, collected(mayCollect), memories));
  }

  /** Reads one record at a time, so that events and findings are in the order of the records. */
  Stage<ByteBuffer, RecordBatch> stepwiseReader(ValueInspector inspector) {
    return sound(RecordReader.stepwise(options.limits(), inspector));
  }

  /** Reads a skeleton from a document. */
  Stage<ByteBuffer, WorkflowSkeleton> skeletonReader() {
    return sound(new SkeletonReader(options.limits(), findings, collected(source.isAtHand())));
  }

  /** The maximum number of bytes that are collected and read as one buffer. */
  private static int collected(boolean mayCollect) {
    return mayCollect ? CollectedChunks.MAX_BYTES : 0;
  }

  /** A reader that delays its failure if the rest of a compressed source may be damaged. */
  private <O> Stage<ByteBuffer, O> sound(Stage<ByteBuffer, O> reader) {
    return new DelayedFailureStage<>(reader, () -> compressed.found != Compression.PLAIN);
  }

  /** Checks records. */
  Checks checks(RuleBook book) {
    return new Checks(options.limits(), book, options.unknownTypes(), findings, types);
  }

  /** Assembles a definition from records. */
  Assembler assembler() {
    return new Assembler(findings, types, options.unknownTypes(), options.rules(), host);
  }

  /** Assembles a definition and emits events; {@code bytesRead} counts the source's bytes. */
  EventAssembler events(Assembler assembler, LongSupplier bytesRead) {
    return new EventAssembler(
        assembler, findings, options.unknownTypes(), bytesRead, source.length());
  }

  /** A stage as an operator: it requests an input when the outputs of the last one are consumed. */
  <I, O> Flux<O> applyStage(LoadStage name, Flux<I> inputs, Supplier<Stage<I, O>> open) {
    return new StageOperator<>(inputs, () -> measurement.timed(name, open.get()))
        .checkpoint(site(name));
  }

  /** The name of a stage in the trace of a failure. */
  private static String site(LoadStage name) {
    return switch (name) {
      case DECODE -> "the decoding stage";
      case READ -> "the reading stage";
      case CHECK -> "the checking stage";
      case ASSEMBLE -> "the assembling stage";
      case CREATE -> "the creation of nodes";
    };
  }

  /** The outcome of a run: a value, which is empty for a rejected document, or a failure. */
  <T> Mono<Outcome<T>> outcome(Mono<Optional<T>> value) {
    return value
        .map(found -> Outcome.of(found, findings))
        .onErrorResume(WorkflowException.class, failure -> Mono.just(failed(failure)));
  }

  <T> Outcome<T> failed(WorkflowException failure) {
    return Outcome.failed(failure, findings);
  }
}
