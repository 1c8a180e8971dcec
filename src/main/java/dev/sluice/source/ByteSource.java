package dev.sluice.source;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * The bytes of one document as they are stored, packed or not.
 *
 * <p>A host may bring its own: {@link #read} has to be cold, and readable more than once if the
 * loads it serves are to be repeated.
 */
public interface ByteSource {

  /** What the source is called in messages, such as a path. */
  String name();

  /**
   * The bytes in order.
   *
   * <p>Cold: each subscription reads from the beginning and holds what it needs to itself. Chunks
   * are backed by arrays, of any size, and belong to the receiver. Cancelling ends the reading and
   * frees what it holds. A source of files reads on the subscribing thread, which the loader
   * chooses; any other source emits where it likes. Errors are {@code UnreadableSourceException} or
   * whatever the host's source fails with.
   */
  Flux<ByteBuffer> read();

  /**
   * Whether all bytes come without waiting for anybody, as from a file or from memory. Such a
   * source is read on the loader's own thread, and may block it.
   */
  boolean isAtHand();

  /** How many bytes there are, as far as is known without asking; else {@link Long#MAX_VALUE}. */
  default long size() {
    return Long.MAX_VALUE;
  }

  /**
   * How many bytes there are, for those who show progress; empty where that is not known.
   *
   * <p>It may have to ask the file system, so it is called only where reading may block too; what
   * it says is never relied on.
   */
  default OptionalLong length() {
    return size() == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(size());
  }

  /**
   * The file these bytes are, if they are a file's: a cache can then tell by the file's stamp that
   * they have not changed.
   */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /** The bytes, if they are in memory as one array, in a buffer of the caller's own. */
  default Optional<ByteBuffer> bytes() {
    return Optional.empty();
  }

  /**
   * A regular file, read in chunks of 64 KiB.
   *
   * <p>Fails with {@code UNREADABLE} where there is none, where it is no regular file or may not be
   * read, and with {@code CHANGED_WHILE_READING} where it is written to meanwhile. One that is
   * replaced by a rename, moved or deleted meanwhile is read to its end. Links are followed.
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
   * Whatever a publisher emits, such as the body of a request.
   *
   * <p>It can be read as often as the publisher can be subscribed to. Buffers without an array are
   * copied. A publisher's own failure becomes {@code UNREADABLE}.
   */
  static ByteSource of(String name, Publisher<ByteBuffer> publisher) {
    return new PublisherSource(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(publisher, "publisher"));
  }
}
