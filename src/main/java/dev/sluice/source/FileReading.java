package dev.sluice.source;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.file.Unreadable;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SynchronousSink;

/** Reads a file once from its beginning to its end. */
final class FileReading {

  private static final int CHUNK = 64 * 1024;

  private final Path path;
  private volatile @Nullable FileChannel channel;
  private @Nullable BasicFileAttributes before;
  private long size;
  private long read;
  private volatile boolean cancelled;
  private volatile boolean closed;

  FileReading(Path path) {
    this.path = path;
  }

  private void open() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      // opening a FIFO would block until there is a writer
      if (!attributes.isRegularFile()) {
        throw Unreadable.because(
            path, attributes.isDirectory() ? "it is a directory" : "it is not a regular file");
      }
      FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
      channel = opened;
      size = opened.size();
      before = now(attributes) == null ? null : attributes;
    } catch (IOException e) {
      close();
      throw Unreadable.because(path, e);
    }
  }

  /** The open file; null if it has been closed. A fused subscriber may ask after its cancel. */
  private @Nullable FileChannel opened() {
    if (channel == null && !closed) {
      open();
      if (closed) {
        close(); // the cancel came first, and found nothing to close
      }
    }
    return channel;
  }

  /** The file's current attributes; null if its path leads to another file or does not exist. */
  private @Nullable BasicFileAttributes now(BasicFileAttributes file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return Objects.equals(now.fileKey(), file.fileKey()) ? now : null;
    } catch (NoSuchFileException e) {
      return null; // deleted or moved, which does not change the open file
    }
  }

  /**
   * Emits the next chunk or the end; called once for each request. The first call opens the file.
   */
  FileReading emit(SynchronousSink<ByteBuffer> sink) {
    FileChannel open = opened();
    if (open == null) {
      Boundary.complete(sink); // closed by a cancel on another thread
      return this;
    }
    try {
      ByteBuffer chunk = ByteBuffer.allocate(nextSize());
      int count = open.read(chunk);
      if (count < 0) {
        if (!isUnchanged(open)) {
          throw changed();
        }
        close(); // first, because the load's result may be emitted during the completion signal
        Boundary.complete(sink);
      } else {
        read += count;
        if (size > 0 && read > size) {
          throw changed(); // otherwise a log that keeps growing might never end
        }
        sink.next(chunk.flip());
      }
    } catch (IOException e) {
      if (!cancelled) {
        throw Unreadable.because(path, e);
      }
      Boundary.complete(sink); // the interrupt of the cancelled worker has closed the channel
    }
    return this;
  }

  /** The size of the rest of the file, or a small size to check that it has ended. */
  private int nextSize() {
    long left = size - read;
    return left > 0 && left < CHUNK ? (int) left : left == 0 ? 1 : CHUNK;
  }

  /**
   * Whether the open file is unchanged since it was opened.
   *
   * <p>A writer that moves a new file into place does not change the open one, so the modification
   * time is compared only while the path still leads to the same file. The channel itself only
   * reports the size.
   */
  private boolean isUnchanged(FileChannel open) throws IOException {
    if (open.size() != size) {
      return false;
    }
    BasicFileAttributes first = before;
    BasicFileAttributes now = first == null ? null : now(first);
    return first == null || now == null || now.lastModifiedTime().equals(first.lastModifiedTime());
  }

  void cancel() {
    cancelled = true;
  }

  void close() {
    closed = true;
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // the file was only read, and completely
      }
    }
  }

  private static UnreadableSourceException changed() {
    return new UnreadableSourceException(
        Finding.of(
            FindingCode.CHANGED_WHILE_READING,
            "The file was changed while it was read; load it again"),
        null);
  }
}
