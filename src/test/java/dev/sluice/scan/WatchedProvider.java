package dev.sluice.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.DirectoryStream.Filter;
import java.nio.file.FileSystem;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.tests.mockfile.FilterDirectoryStream;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/** A view of another file system that counts open directories and fails for certain names. */
final class WatchedProvider extends FilterFileSystemProvider {

  private final FileSystem real;
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final List<String> opened = new CopyOnWriteArrayList<>();

  WatchedProvider(FileSystem real) {
    super("watched://", real);
    this.real = real;
  }

  /** A path of the other file system in this view. */
  Path path(String path) {
    return wrapPath(real.getPath(path));
  }

  /** Denies access to everything with this name. */
  void forbid(String name) {
    forbidden.add(name);
  }

  /** Fails reading a directory with this name after it has been opened. */
  void breakReading(String name) {
    broken.add(name);
  }

  /** The names of the directories opened so far. */
  List<String> opened() {
    return List.copyOf(opened);
  }

  /** The number of open directories. */
  int open() {
    return open.get();
  }

  /** The maximum number of directories that were open at once. */
  int mostOpen() {
    return mostOpen.get();
  }

  private void requireAccess(Path path) throws IOException {
    if (forbidden.contains(path.getFileName().toString())) {
      throw new AccessDeniedException(path.toString());
    }
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(Path directory, Filter<? super Path> filter)
      throws IOException {
    requireAccess(directory);
    DirectoryStream<Path> paths = super.newDirectoryStream(directory, filter);
    String name = directory.getFileName().toString();
    opened.add(name);
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    return new FilterDirectoryStream(paths, fileSystem) {
      @Override
      public Iterator<Path> iterator() {
        if (broken.contains(name)) {
          throw new DirectoryIteratorException(new IOException("the disk is gone"));
        }
        return paths.iterator();
      }

      @Override
      public void close() throws IOException {
        open.decrementAndGet();
        super.close();
      }
    };
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    requireAccess(path);
    return super.newInputStream(path, options);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    requireAccess(path);
    super.checkAccess(path, modes);
  }
}
