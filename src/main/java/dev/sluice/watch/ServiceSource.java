package dev.sluice.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events of the file system's watch service. */
final class ServiceSource implements ChangeSource {

  /** The number of paths after which a call returns; the rest stays in the service's queue. */
  private static final int MOST_PATHS = 10_000;

  private final WatchService service;
  private final Map<Path, WatchKey> keys = new HashMap<>();

  /*
   * A key is not asked for its path: on Linux the key of a directory survives a move, and would
   * report the old path.
   */
  private final Map<WatchKey, Path> paths = new HashMap<>();

  /** Owns the service and closes it. */
  ServiceSource(WatchService service) {
    this.service = service;
  }

  @Override
  public void add(Path directory) throws IOException {
    remove(directory);
    WatchKey key = register(directory);
    Path former = paths.get(key);
    if (former != null) {
      remove(former);
      key = register(directory);
    }
    keys.put(directory, key);
    paths.put(key, directory);
  }

  private WatchKey register(Path directory) throws IOException {
    try {
      return directory.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
    } catch (ClosedWatchServiceException e) {
      throw new IOException("the watch has ended", e);
    }
  }

  @Override
  public boolean isWatching(Path directory) {
    WatchKey key = keys.get(directory);
    return key != null && key.isValid();
  }

  @Override
  public void remove(Path directory) {
    WatchKey key = keys.remove(directory);
    if (key != null) {
      paths.remove(key);
      key.cancel();
    }
  }

  @Override
  public Signs await(long nanos) throws InterruptedException {
    List<Path> changed = new ArrayList<>();
    boolean incomplete = false;
    try {
      WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
      while (key != null) {
        incomplete |= take(key, changed);
        key = changed.size() < MOST_PATHS ? service.poll() : null;
      }
    } catch (ClosedWatchServiceException e) {
      return Signs.NONE;
    }
    return new Signs(changed, incomplete);
  }

  /** Collects the events of a key, and returns whether some have been lost. */
  private boolean take(WatchKey key, List<Path> changed) {
    @Nullable Path directory = paths.get(key);
    boolean lost = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.context() instanceof Path name && directory != null) {
        changed.add(directory.resolve(name));
      } else {
        lost |= directory != null;
      }
    }
    if (!key.reset() && directory != null) { // the directory was deleted
      keys.remove(directory);
      paths.remove(key);
      changed.add(directory);
    }
    return lost;
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
