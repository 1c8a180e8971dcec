package dev.sluice.write;

import dev.sluice.codec.Encoders;
import dev.sluice.config.Compression;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.file.AtomicFile;
import dev.sluice.file.Leftovers;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.stage.Stage;
import dev.sluice.text.FailureText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes definitions as documents: to bytes, and to files that are replaced atomically.
 *
 * <p>A document in a format that {@link dev.sluice.model.Layout} describes is written back byte for
 * byte, apart from duplicate keys and the notation of exponents and trailing zeros. A hidden start
 * node and default values that the loader added are not written. With {@link
 * WriteOptions#withTextOf}, everything that has not changed keeps its bytes, whatever the format of
 * the document.
 *
 * <p>Thread-safe.
 */
public final class WorkflowWriter {

  private final Scheduler scheduler;
  private final Leftovers leftovers;

  /**
   * A writer.
   *
   * @param blocking the scheduler on which files are written; it must allow blocking
   */
  public WorkflowWriter(Scheduler blocking) {
    this(blocking, Clock.systemUTC());
  }

  WorkflowWriter(Scheduler blocking, Clock clock) {
    scheduler = Objects.requireNonNull(blocking, "blocking");
    leftovers = new Leftovers(clock);
  }

  /**
   * Whether a file name belongs to a temporary file of a writer: one in use, or one left behind by
   * a killed process. The file itself is not read.
   */
  public static boolean isTemporary(Path file) {
    return Leftovers.isLeftover(Objects.requireNonNull(file, "file"));
  }

  /**
   * Encodes a definition as a document.
   *
   * <p>Cold: each subscription encodes it again, with its own native memory, which is freed on
   * completion, on error and on cancel. Emits chunks of about 64 KiB, which belong to the
   * subscriber and are created on the requesting thread, at most one of them ahead of demand. Fails
   * with {@code LoaderFailedException} if zstd is requested and not available on this platform.
   *
   * @throws IllegalArgumentException if the compression does not support the level
   */
  public Flux<ByteBuffer> encode(WorkflowDefinition definition, WriteOptions options) {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(options, "options");
    Supplier<Stage<ByteBuffer, ByteBuffer>> packing =
        packing(options, compression(options).orElse(Compression.PLAIN));
    return Boundary.around(
        Flux.using(
                () -> new CompressedChunks(DefinitionText.of(definition, options), packing.get()),
                chunks -> Flux.fromIterable(() -> chunks),
                CompressedChunks::close)
            .onErrorMap(Error.class, WorkflowWriter::failed));
  }

  /**
   * Writes a definition to a file, atomically.
   *
   * <p>Cold: each subscription writes the file again. The bytes go to a temporary file in the same
   * directory and are flushed to disk; then this file is renamed to the target. So readers, even
   * after a failure, see either the complete old document or the complete new one. An existing
   * target keeps its permissions, and a new one gets those of {@link WriteOptions#like()}. A
   * symbolic link is followed and kept. All work is done on the writer's scheduler, which also
   * emits the completion. Cancelling before the rename leaves the old file and removes the
   * temporary one.
   *
   * <p>Fails with {@code UnwritableTargetException} if the directory does not exist, if the target
   * is not a regular file, is read-only or has a name that Windows reserves, and for every failure
   * of the disk; and with the failures of {@link #encode}.
   *
   * @throws IllegalArgumentException if the compression does not support the level
   */
  public Mono<Void> write(WorkflowDefinition definition, Path file, WriteOptions options) {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(options, "options");
    String name = String.valueOf(file.getFileName());
    Supplier<Stage<ByteBuffer, ByteBuffer>> packing =
        packing(options, compression(options).orElse(Compression.ofName(name)));
    return onScheduler(
        Mono.<Void>defer(
            () -> {
              AtomicBoolean cancelled = new AtomicBoolean();
              return Mono.<Void>fromRunnable(
                      () -> replace(file, definition, options, packing, cancelled::get))
                  .doOnCancel(() -> cancelled.set(true));
            }));
  }

  private <T> Mono<T> onScheduler(Mono<T> work) {
    return Boundary.around(Boundary.subscribedOn(scheduler, work));
  }

  private void replace(
      Path file,
      WorkflowDefinition definition,
      WriteOptions options,
      Supplier<Stage<ByteBuffer, ByteBuffer>> packing,
      BooleanSupplier cancelled) {
    try (CompressedChunks chunks =
        new CompressedChunks(DefinitionText.of(definition, options), packing.get())) {
      new AtomicFile(file, leftovers, options.like()).write(chunks, cancelled);
    } catch (Error e) {
      // Reactor would rethrow a fatal error, which ends the thread, so the write would never end
      throw failed(e);
    }
  }

  private static LoaderFailedException failed(Error error) {
    return new LoaderFailedException(
        Finding.of(FindingCode.INTERNAL, FailureText.of("The writer failed", error)), error);
  }

  /**
   * Computes the size of a document in each compression, at the default levels.
   *
   * <p>Cold: each subscription compresses the document again, one chunk at a time, on the writer's
   * scheduler. Cancelling stops at the next chunk. Fails as {@link #encode} does.
   */
  public Mono<CompressionStatistics> statistics(
      WorkflowDefinition definition, WriteOptions options) {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(options, "options");
    return onScheduler(
        Mono.zip(
                length(definition, options, Compression.PLAIN),
                length(definition, options, Compression.GZIP),
                length(definition, options, Compression.ZSTD))
            .map(bytes -> new CompressionStatistics(bytes.getT1(), bytes.getT2(), bytes.getT3())));
  }

  private Mono<Long> length(
      WorkflowDefinition definition, WriteOptions options, Compression compression) {
    WriteOptions wanted =
        options.withCompression(compression).withLevel(compression.standardLevel());
    return encode(definition, wanted).reduce(0L, (sum, chunk) -> sum + chunk.remaining());
  }

  /**
   * The compression that the options request, or the compression of the document whose text is
   * kept.
   */
  private static Optional<Compression> compression(WriteOptions options) {
    return options.compression().or(() -> options.text().map(StoredText::compression));
  }

  private static Supplier<Stage<ByteBuffer, ByteBuffer>> packing(
      WriteOptions options, Compression compression) {
    int level = options.levelFor(compression);
    return () -> Encoders.of(compression, level);
  }
}
