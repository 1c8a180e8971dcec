package dev.sluice.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/**
 * A file in a file system of its own, which counts its open channels and fails on command.
 *
 * <p>All that real files do only on some systems or at some moments, it does on command.
 */
public final class FaultyFile {

  /** What happens before a read; it may change the file. */
  @FunctionalInterface
  public interface BeforeRead {
    void of(int number) throws IOException;
  }

  private final Path path;
  private final AtomicInteger opened = new AtomicInteger();
  private final Semaphore closings = new Semaphore(0);
  private final AtomicInteger reads = new AtomicInteger();

  /** What the path leads to; an open channel stays with what it was opened on. */
  private static final class Stored {
    private volatile byte[] content;

    Stored(byte[] content) {
      this.content = content;
    }
  }

  private volatile Stored stored;
  private final AtomicLong modified = new AtomicLong(1_000);
  private volatile boolean denied;
  private volatile int mostPerRead = Integer.MAX_VALUE;
  private volatile BeforeRead beforeRead = number -> {};
  private volatile Runnable beforeOpening = () -> {};

  public FaultyFile(String name, byte[] content) {
    stored = new Stored(content);
    path = new Provider().wrapPath(Path.of(name));
  }

  public Path path() {
    return path;
  }

  /** Replaces the content, which takes a tick of the file's clock. */
  public void write(byte[] replacement) {
    stored.content = replacement;
    modified.incrementAndGet();
  }

  /** Puts another file in its place, as a rename does; open channels keep the old one. */
  public void replace(byte[] replacement) {
    stored = new Stored(replacement);
    modified.incrementAndGet();
  }

  /** Lets every opening be refused. */
  public FaultyFile denied() {
    denied = true;
    return this;
  }

  /** Lets every read give so many bytes at most. */
  public FaultyFile shortReads(int most) {
    mostPerRead = most;
    return this;
  }

  /** Lets this happen before each read, the first of which is number 1. */
  public FaultyFile beforeRead(BeforeRead action) {
    beforeRead = action;
    return this;
  }

  /** Lets this happen before each opening, when the attributes have been read. */
  public FaultyFile beforeOpening(Runnable action) {
    beforeOpening = action;
    return this;
  }

  /** How often the file was opened. */
  public int opened() {
    return opened.get();
  }

  /** How many channels are open. */
  public int open() {
    return opened.get() - closings.availablePermits();
  }

  /** Waits until so many channels have been closed. */
  public boolean awaitClosings(int count) throws InterruptedException {
    boolean reached = closings.tryAcquire(count, 20, TimeUnit.SECONDS);
    if (reached) {
      closings.release(count);
    }
    return reached;
  }

  /** How many reads were begun. */
  public int reads() {
    return reads.get();
  }

  /** The operations that the file allows: asking for its attributes, and reading it. */
  private final class Provider extends FilterFileSystemProvider {

    Provider() {
      super("faulty://", FileSystems.getDefault());
    }

    @Override
    public FileChannel newFileChannel(
        Path file, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return newChannel();
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path file, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return newChannel();
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path file, Class<A> type, LinkOption... options) {
      return type.cast(attributes());
    }

    @Override
    public void checkAccess(Path file, AccessMode... modes) {
      // a denied file fails when it is opened
    }
  }

  private FileChannel newChannel() throws IOException {
    if (denied) {
      throw new AccessDeniedException(path.toString());
    }
    beforeOpening.run();
    opened.incrementAndGet();
    Stored file = stored;
    return new ReadOnlyChannel() {
      private int position;

      @Override
      public long size() {
        return file.content.length;
      }

      @Override
      public int read(ByteBuffer target) throws IOException {
        beforeRead.of(reads.incrementAndGet());
        byte[] bytes = file.content;
        if (position >= bytes.length) {
          return -1;
        }
        int count = Math.min(Math.min(target.remaining(), mostPerRead), bytes.length - position);
        target.put(bytes, position, count);
        position += count;
        return count;
      }

      @Override
      protected void implCloseChannel() {
        closings.release();
      }
    };
  }

  private BasicFileAttributes attributes() {
    Stored file = stored;
    return new Attributes(file.content.length, FileTime.fromMillis(modified.get()), file);
  }

  private record Attributes(long size, FileTime lastModifiedTime, Object fileKey)
      implements BasicFileAttributes {
    @Override
    public FileTime lastAccessTime() {
      return lastModifiedTime;
    }

    @Override
    public FileTime creationTime() {
      return lastModifiedTime;
    }

    @Override
    public boolean isRegularFile() {
      return true;
    }

    @Override
    public boolean isDirectory() {
      return false;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return false;
    }
  }
}
