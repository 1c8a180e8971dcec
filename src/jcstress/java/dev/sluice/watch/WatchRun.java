package dev.sluice.watch;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sluice.scan.ScanOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A watch of an empty directory that cannot be watched, and when it ended. */
final class WatchRun {

  private static final Path ROOT = root();
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final WatchedTree tree =
      new WatchedTree(
          ROOT,
          new WatchSettings(
              any -> Mono.empty(),
              ScanOptions.defaults(),
              Duration.ofMillis(100),
              INTERVAL,
              0,
              Schedulers.immediate(),
              any -> new ChangeSources(new Refusing(), ""),
              InstantSource.system(),
              System::nanoTime));
  private long cancelled;
  private long ended;

  private static Path root() {
    try {
      return Files.createDirectory(Jimfs.newFileSystem(Configuration.unix()).getPath("/flows"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void follow() {
    LibraryChange change;
    do {
      change = tree.next();
    } while (change != null);
    ended = System.nanoTime();
  }

  void cancel() {
    cancelled = System.nanoTime();
    tree.cancel();
  }

  boolean endedInTime() {
    return ended - cancelled < INTERVAL.toNanos() / 2;
  }

  /** A source that cannot watch anything. */
  private static final class Refusing implements ChangeSource {
    private final QuietSource waiting = new QuietSource();

    @Override
    public void add(Path directory) throws IOException {
      throw new IOException("User limit of inotify watches reached");
    }

    @Override
    public boolean isWatching(Path directory) {
      return false;
    }

    @Override
    public void remove(Path directory) {
      // nothing was added
    }

    @Override
    public Signs await(long nanos) throws InterruptedException {
      return waiting.await(nanos);
    }

    @Override
    public void close() {
      waiting.close();
    }
  }
}
