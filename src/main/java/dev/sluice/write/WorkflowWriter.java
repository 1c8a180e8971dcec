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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes definitions as documents: to bytes, and to files that are replaced as a whole or not at
 * all.
 *
 * <p>What was read is written as it was: a document in a layout that {@link
 * dev.sluice.model.Layout} describes comes out byte for byte, apart from keys that were there twice
 * and the spelling of exponents and trailing zeros. What the loader added, a hidden start node and
 * defaults, is not written.
 *
 * <p>Safe for use by many threads.
 */
public final class WorkflowWriter {

  private final Scheduler scheduler;
  private final Leftovers leftovers;

  /**
   * A writer.
   *
   * @param blocking where files are written: it must allow blocking
   */
  public WorkflowWriter(Scheduler blocking) {
    this(blocking, Clock.systemUTC());
  }

  WorkflowWriter(Scheduler blocking, Clock clock) {
    scheduler = Objects.requireNonNull(blocking, "blocking");
    leftovers = new Leftovers(clock);
  }

  /**
   * Whether a file is a writer's temporary one, by its name: one that is being written, or that was
   * left by a process that was killed. It is not looked at.
   */
  public static boolean isTemporary(Path file) {
    return Leftovers.isLeftover(Objects.requireNonNull(file, "file"));
  }

  /**
   * The bytes of a document.
   *
   * <p>Cold: each subscription writes anew, with native memory of its own that is freed at the end,
   * by an error and by cancelling. Chunks of about 64 KiB belong to the receiver; not more than one
   * is made ahead of demand, on the thread that requests it. Fails with {@code
   * LoaderFailedException} where zstd is wanted and this platform has none.
   *
   * @throws IllegalArgumentException if the compression has no such level
   */
  public Flux<ByteBuffer> encode(WorkflowDefinition definition, WriteOptions options) {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(options, "options");
    Supplier<Stage<ByteBuffer, ByteBuffer>> packing =
        packing(options, options.compression().orElse(Compression.PLAIN));
    return Boundary.around(
        Flux.using(
            () -> new PackedChunks(DefinitionText.of(definition, options), packing.get()),
            chunks -> Flux.fromIterable(() -> chunks),
            PackedChunks::close));
  }

  /**
   * Writes a file, as a whole or not at all.
   *
   * <p>Cold: each subscription writes anew. The bytes go to a file beside the target, are forced to
   * the disk, and take the target's place in one step, so that whoever reads it, and whatever
   * fails, finds the old document or the new one. The target's permissions are kept, those of a new
   * file are {@link WriteOptions#like()}'s; a link is followed and stays. All is done on the
   * writer's scheduler, from where the completion comes. Cancelling before the last step leaves the
   * old file, and nothing beside it.
   *
   * <p>Fails with {@code UnwritableTargetException} for a folder that is not there, a target that
   * is not a regular file, must not be written or has a name that Windows reserves, and for every
   * failure of the disk; and as {@link #encode} does.
   *
   * @throws IllegalArgumentException if the compression has no such level
   */
  public Mono<Void> write(WorkflowDefinition definition, Path file, WriteOptions options) {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(options, "options");
    String name = String.valueOf(file.getFileName());
    Supplier<Stage<ByteBuffer, ByteBuffer>> packing =
        packing(options, options.compression().orElse(Compression.ofName(name)));
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
    try (PackedChunks chunks =
        new PackedChunks(DefinitionText.of(definition, options), packing.get())) {
      new AtomicFile(file, leftovers, options.like()).write(chunks, cancelled);
    } catch (VirtualMachineError | LinkageError e) {
      // Reactor would let these end the thread instead of the writing
      throw new LoaderFailedException(
          Finding.of(FindingCode.INTERNAL, "The writer failed: " + e.getClass().getSimpleName()),
          e);
    }
  }

  /**
   * How many bytes a document would have in each compression, at the levels that are used where
   * none is asked for.
   *
   * <p>Cold: each subscription packs anew, holding a chunk at a time, on the writer's scheduler.
   * Cancelling stops at the next chunk. Fails as {@link #encode} does.
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

  private static Supplier<Stage<ByteBuffer, ByteBuffer>> packing(
      WriteOptions options, Compression compression) {
    int level = options.levelFor(compression);
    return () -> Encoders.of(compression, level);
  }
}
