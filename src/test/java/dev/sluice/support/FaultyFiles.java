package dev.sluice.support;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.tests.mockfile.FilterDirectoryStream;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/**
 * A file system over another one, whose operations can be made to fail, and which counts handles.
 */
public final class FaultyFiles extends FilterFileSystemProvider {

  /** What can go wrong. */
  public enum Operation {
    OPEN,
    READ,
    /** A read that gives one byte only; no failure. */
    SHORT_READ,
    WRITE,
    /** A write that takes one byte only; no failure. */
    SHORT_WRITE,
    FORCE,
    CLOSE,
    MOVE,
    DELETE,
    LIST,
    /** The next name of a directory that is being listed. */
    NEXT,
    ATTRIBUTES
  }

  private static final Set<Operation> HARMLESS =
      EnumSet.of(Operation.SHORT_READ, Operation.SHORT_WRITE);

  private final Map<Operation, Integer> counts = new ConcurrentHashMap<>();
  private final Map<Operation, Integer> faults = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  /** A file system that does nothing wrong yet, over the one of a path. */
  public FaultyFiles(Path real) {
    super("faulty://", real.getFileSystem());
  }

  /** The path as it is seen through this file system. */
  public Path path(Path real) {
    return wrapPath(real);
  }

  /** Lets the operation fail when it is done for the nth time from now on. */
  public void fail(Operation operation, int nth) {
    faults.put(operation, counts.getOrDefault(operation, 0) + nth);
  }

  /** Lets nothing fail any more. */
  public void recover() {
    faults.clear();
  }

  /** How often an operation has been done. */
  public int count(Operation operation) {
    return counts.getOrDefault(operation, 0);
  }

  /** How many channels and listings are open. */
  public int open() {
    return open.get();
  }

  /** Counts an operation and returns whether its fault is due. */
  private boolean isDue(Operation operation) {
    int count = counts.merge(operation, 1, Integer::sum);
    return faults.getOrDefault(operation, 0) == count;
  }

  private void pass(Operation operation) throws IOException {
    if (isDue(operation) && !HARMLESS.contains(operation)) {
      throw new IOException("fault in " + operation);
    }
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    pass(Operation.OPEN);
    FileChannel channel = super.newFileChannel(path, options, attributes);
    open.incrementAndGet();
    return new FilterFileChannel(channel) {
      @Override
      public int read(ByteBuffer target) throws IOException {
        pass(Operation.READ);
        return isDue(Operation.SHORT_READ) && target.hasRemaining()
            ? super.read(oneByteOf(target)) == 1 ? taken(target) : -1
            : super.read(target);
      }

      @Override
      public int write(ByteBuffer source) throws IOException {
        pass(Operation.WRITE);
        if (!isDue(Operation.SHORT_WRITE)) {
          return super.write(source);
        }
        int written = super.write(oneByteOf(source));
        source.position(source.position() + written);
        return written;
      }

      @Override
      public void force(boolean metadata) throws IOException {
        pass(Operation.FORCE);
        super.force(metadata);
      }

      @Override
      protected void implCloseChannel() throws IOException {
        super.implCloseChannel();
        open.decrementAndGet();
        pass(Operation.CLOSE);
      }
    };
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    pass(Operation.OPEN);
    InputStream in = super.newInputStream(path, options);
    open.incrementAndGet();
    return new FilterInputStream(in) {
      private boolean closed;

      @Override
      public int read(byte[] target, int from, int count) throws IOException {
        pass(Operation.READ);
        return super.read(target, from, isDue(Operation.SHORT_READ) ? Math.min(1, count) : count);
      }

      @Override
      public void close() throws IOException {
        super.close();
        if (!closed) {
          closed = true;
          open.decrementAndGet();
          pass(Operation.CLOSE);
        }
      }
    };
  }

  private static ByteBuffer oneByteOf(ByteBuffer buffer) {
    return buffer.slice(buffer.position(), 1);
  }

  private static int taken(ByteBuffer target) {
    target.position(target.position() + 1);
    return 1;
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    pass(Operation.LIST);
    DirectoryStream<Path> files = super.newDirectoryStream(directory, filter);
    open.incrementAndGet();
    return new FilterDirectoryStream(files, fileSystem) {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> names = files.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            try {
              pass(Operation.NEXT);
            } catch (IOException e) {
              throw new DirectoryIteratorException(e);
            }
            return names.hasNext();
          }

          @Override
          public Path next() {
            return names.next();
          }
        };
      }

      @Override
      public void close() throws IOException {
        super.close();
        open.decrementAndGet();
        pass(Operation.CLOSE);
      }
    };
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    pass(Operation.MOVE);
    super.move(source, target, options);
  }

  @Override
  public void delete(Path path) throws IOException {
    pass(Operation.DELETE);
    super.delete(path);
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    pass(Operation.DELETE);
    return super.deleteIfExists(path);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    pass(Operation.ATTRIBUTES);
    super.checkAccess(path, modes);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    pass(Operation.ATTRIBUTES);
    return super.readAttributes(path, type, options);
  }
}
