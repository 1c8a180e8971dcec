package dev.sluice.scan;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.DirectoryStream.Filter;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads another file system, keeps count of its directories, and fails where it is told to. */
final class WatchedProvider extends FileSystemProvider {

  private final FileSystemProvider real;
  private final WatchedFileSystem system;
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final List<String> opened = new CopyOnWriteArrayList<>();

  WatchedProvider(FileSystemProvider real, WatchedFileSystem system) {
    this.real = real;
    this.system = system;
  }

  /** Lets nobody open what has this name, or look into it. */
  void forbid(String name) {
    forbidden.add(name);
  }

  /** Lets the reading of a directory of this name fail after its first entry. */
  void breakReading(String name) {
    broken.add(name);
  }

  /** The names of the directories opened so far. */
  List<String> opened() {
    return List.copyOf(opened);
  }

  /** How many directories are open. */
  int open() {
    return open.get();
  }

  /** How many directories were open at once. */
  int mostOpen() {
    return mostOpen.get();
  }

  private Path real(Path path) throws IOException {
    if (forbidden.contains(path.getFileName().toString())) {
      throw new AccessDeniedException(path.toString());
    }
    return system.real(path);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(Path directory, Filter<? super Path> filter)
      throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> all = real.newDirectoryStream(real(directory), any -> true)) {
      all.forEach(path -> paths.add(system.watched(path)));
    }
    String name = directory.getFileName().toString();
    opened.add(name);
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        if (broken.contains(name)) {
          throw new DirectoryIteratorException(new IOException("the disk is gone"));
        }
        return paths.iterator();
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return real.newByteChannel(real(path), options, attributes);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return real.readAttributes(system.real(path), type, options);
  }

  @Override
  public String getScheme() {
    return "watched";
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real.checkAccess(real(path), modes);
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isHidden(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}
