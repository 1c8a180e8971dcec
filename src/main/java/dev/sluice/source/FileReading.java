package dev.sluice.source;

import dev.sluice.error.Quote;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SynchronousSink;

/** One reading of a file from its beginning to its end. */
final class FileReading {

  private static final int CHUNK = 64 * 1024;

  private final Path path;
  private @Nullable FileChannel channel;
  private @Nullable BasicFileAttributes before;
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
      before = attributes;
      channel = FileChannel.open(path, StandardOpenOption.READ);
      return this;
    } catch (NoSuchFileException e) {
      throw unreadable("There is no such file", e);
    } catch (AccessDeniedException e) {
      throw unreadable("It may not be read", e);
    } catch (IOException e) {
      throw unreadable("It cannot be opened", e);
    }
  }

  /** Emits the next chunk, or the end; one call for each request. */
  FileReading emit(SynchronousSink<ByteBuffer> sink) {
    try {
      ByteBuffer chunk = ByteBuffer.allocate(nextSize());
      int count = channel == null ? -1 : channel.read(chunk);
      if (count < 0) {
        requireUnchanged();
        close(); // first, for the load's result may follow from the completion itself
        sink.complete();
      } else {
        read += count;
        if (before != null && before.size() > 0 && read > before.size()) {
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
    long left = before == null ? 0 : before.size() - read;
    return left > 0 && left < CHUNK ? (int) left : left == 0 ? 1 : CHUNK;
  }

  private void requireUnchanged() throws IOException {
    BasicFileAttributes first = before;
    if (first != null && !isStill(first)) {
      throw changed();
    }
  }

  private boolean isStill(BasicFileAttributes first) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return now.size() == first.size() && now.lastModifiedTime().equals(first.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return false;
    }
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
