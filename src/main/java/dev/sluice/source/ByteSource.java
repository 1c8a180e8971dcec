package dev.sluice.source;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * The bytes of one document as stored, compressed or not.
 *
 * <p>A host can implement its own sources: {@link #read} must be cold, and repeatable if the source
 * is to be loaded more than once.
 */
public interface ByteSource {

  /** The name of the source in messages, such as a path. */
  String name();

  /**
   * Emits the bytes in order.
   *
   * <p>Cold: each subscription reads from the beginning and has its own resources. Chunks are
   * backed by arrays, may have any size, and belong to the subscriber. Cancelling stops reading and
   * frees the resources. A file source reads on the subscribing thread, which the loader chooses;
   * any other source may emit on any thread. Fails with {@code UnreadableSourceException} or any
   * failure of the host's source.
   */
  Flux<ByteBuffer> read();

  /**
   * Whether all bytes are available without waiting for another party, as in a file or in memory.
   * Such a source is read on the loader's own thread and may block that thread.
   */
  boolean isAtHand();

  /**
   * Whether a loader without a cache reads each chunk when it arrives. Otherwise {@code load},
   * {@code read} and {@code validate} collect a document of up to 1 MiB and read it as one buffer,
   * which takes about half the CPU time; an error in it is then reported only at its end or at the
   * deadline. Meaningless for a source that is at hand. False by default.
   */
  default boolean isStreamed() {
    return false;
  }

  /** The number of bytes if it is known without I/O; otherwise {@link Long#MAX_VALUE}. */
  default long size() {
    return Long.MAX_VALUE;
  }

  /**
   * The number of bytes, for showing progress; empty if unknown.
   *
   * <p>The method may query the file system, so it is called only on threads that may block. The
   * result is only informative.
   */
  default OptionalLong length() {
    return size() == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(size());
  }

  /**
   * The file that contains these bytes, if any. A cache can then use the file's stamp to detect
   * that it has not changed.
   */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /** The bytes, if they are one array in memory, in a new buffer. */
  default Optional<ByteBuffer> bytes() {
    return Optional.empty();
  }

  /**
   * A regular file, read in chunks of 64 KiB.
   *
   * <p>Fails with {@code UNREADABLE} if the file does not exist, is not a regular file or cannot be
   * read, and with {@code CHANGED_WHILE_READING} if it is modified in place during the read. A file
   * that is replaced by a rename, moved or deleted during the read is read to its end. Symbolic
   * links are followed.
   */
  static ByteSource of(Path file) {
    return new FileSource(Objects.requireNonNull(file, "file"));
  }

  /** Bytes in memory; the array is not copied and must not change while it is read. */
  static ByteSource of(String name, byte[] bytes) {
    return new MemorySource(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(bytes, "bytes"));
  }

  /**
   * The bytes that a publisher emits, such as the body of a request.
   *
   * <p>It can be read as often as the publisher can be subscribed to. Buffers without an array are
   * copied. A failure of the publisher becomes {@code UNREADABLE}.
   */
  static ByteSource of(String name, Publisher<ByteBuffer> publisher) {
    return new PublisherSource(
        Objects.requireNonNull(name, "name"),
        Objects.requireNonNull(publisher, "publisher"),
        false);
  }

  /**
   * The bytes that a publisher emits, {@linkplain #isStreamed() streamed}: an invalid upload is
   * rejected before the rest of it arrives.
   */
  static ByteSource streamed(String name, Publisher<ByteBuffer> publisher) {
    return new PublisherSource(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(publisher, "publisher"), true);
  }
}
