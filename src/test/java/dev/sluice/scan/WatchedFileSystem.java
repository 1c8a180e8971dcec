package dev.sluice.scan;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Arrays;
import java.util.Set;

/** Another file system, seen through a {@link WatchedProvider}. */
final class WatchedFileSystem extends FileSystem {

  private final FileSystem real;
  private final WatchedProvider provider;

  WatchedFileSystem(FileSystem real) {
    this.real = real;
    this.provider = new WatchedProvider(real.provider(), this);
  }

  @Override
  public WatchedProvider provider() {
    return provider;
  }

  /** The path of the other file system as one of this. */
  Path watched(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(),
            new Class<?>[] {Path.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getFileSystem")) {
                return this;
              }
              Object[] unwrapped =
                  arguments == null ? null : Arrays.stream(arguments).map(this::unwrap).toArray();
              try {
                Object result = method.invoke(path, unwrapped);
                return result instanceof Path other ? watched(other) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Object unwrap(Object argument) {
    return argument instanceof Path path && path.getFileSystem() == this ? real(path) : argument;
  }

  /** The path of this file system as one of the other. */
  Path real(Path path) {
    return real.getPath(path.toString());
  }

  @Override
  public void close() throws IOException {
    real.close();
  }

  @Override
  public boolean isOpen() {
    return real.isOpen();
  }

  @Override
  public boolean isReadOnly() {
    return real.isReadOnly();
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return watched(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
