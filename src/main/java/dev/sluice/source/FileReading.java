package dev.sluice.source;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SynchronousSink;

/** One reading of a file from its beginning to its end. */
final class FileReading {

  private static final int CHUNK = 64 * 1024;

  private final Path path;
  private @Nullable FileChannel channel;
  private @Nullable BasicFileAttributes before;
  private long size;
  private long read;
  private volatile boolean cancelled;

  FileReading(Path path) {
    this.path = path;
  }

  FileReading open() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      // opening a FIFO would wait for its writer, for ever if there is none
      if (!attributes.isRegularFile()) {
        throw unreadable(
            attributes.isDirectory() ? "It is a directory" : "It is not a regular file", null);
      }
      FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
      channel = opened;
      size = opened.size();
      before = now(attributes) == null ? null : attributes;
      return this;
    } catch (NoSuchFileException e) {
      throw unreadable("There is no such file", e);
    } catch (AccessDeniedException e) {
      close();
      throw unreadable("It may not be read", e);
    } catch (IOException e) {
      close();
      throw unreadable("It cannot be opened", e);
    }
  }

  /** The file's attributes by now; null where its path leads to another file or to none. */
  private @Nullable BasicFileAttributes now(BasicFileAttributes file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return Objects.equals(now.fileKey(), file.fileKey()) ? now : null;
    } catch (NoSuchFileException e) {
      return null; // deleted or moved away, which leaves the open file as it is
    }
  }

  /** Emits the next chunk, or the end; one call for each request. */
  FileReading emit(SynchronousSink<ByteBuffer> sink) {
    try {
      ByteBuffer chunk = ByteBuffer.allocate(nextSize());
      int count = channel == null ? -1 : channel.read(chunk);
      if (count < 0) {
        if (!isUnchanged()) {
          throw changed();
        }
        close(); // first, for the load's result may follow from the completion itself
        sink.complete();
      } else {
        read += count;
        if (size > 0 && read > size) {
          throw changed(); // else a log that is written to might never end
        }
        sink.next(chunk.flip());
      }
    } catch (IOException e) {
      if (!cancelled) {
        throw unreadable("It cannot be read", e);
      }
      sink.complete(); // the interrupt of the cancelled worker has closed the channel
    }
    return this;
  }

  /** What should be left, or where nothing should be, room to see whether that is so. */
  private int nextSize() {
    long left = size - read;
    return left > 0 && left < CHUNK ? (int) left : left == 0 ? 1 : CHUNK;
  }

  /**
   * Whether the open file is as it was when it was opened.
   *
   * <p>A writer that moves a new file into place leaves the open one whole, so the time of
   * modification counts only while the path leads to the same file: a channel tells its size only.
   */
  private boolean isUnchanged() throws IOException {
    if (channel != null && channel.size() != size) {
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
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // nothing was written, and everything wanted has been read
      }
    }
  }

  private static UnreadableSourceException changed() {
    return new UnreadableSourceException(
        Finding.of(FindingCode.CHANGED_WHILE_READING, "The file was changed while it was read"),
        null);
  }

  private UnreadableSourceException unreadable(String reason, @Nullable Throwable cause) {
    String name = path.toString().isEmpty() ? "." : path.toString();
    return new UnreadableSourceException(
        Finding.of(FindingCode.UNREADABLE, "Cannot read \"" + Quote.safe(name) + "\": " + reason),
        cause);
  }
}
