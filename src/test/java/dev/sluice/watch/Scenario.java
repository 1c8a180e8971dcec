package dev.sluice.watch;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A watch of a tree in memory whose events and time are those of a script: waiting takes no time,
 * but moves the clock on to the next step.
 */
final class Scenario implements AutoCloseable {

  static final Duration QUIET = Duration.ofMillis(100);
  static final Duration INTERVAL = Duration.ofSeconds(2);

  private static final long MILLI = 1_000_000;

  /** What happens at a time. */
  private record Step(long at, Action action) {}

  /** Changes files. */
  interface Action {
    void run() throws IOException;
  }

  private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
  private final Path files = memory.getPath("/flows");
  final Path root;
  private final WorkflowLoader loader = WorkflowLoader.create();
  private final Queue<Step> steps = new ArrayDeque<>();
  private final FakeSource source = new FakeSource();
  private long now;
  private long lastsUntil = Long.MAX_VALUE;
  private String polled = "";
  private Instant wall = Instant.now().plusSeconds(3600);
  private ScanOptions options = ScanOptions.defaults();
  private int reads;
  private @Nullable WatchedTree tree;

  Scenario() {
    this(path -> path);
  }

  /** A tree that the watch sees through another file system. */
  Scenario(UnaryOperator<Path> view) {
    act(() -> Files.createDirectory(files));
    root = view.apply(files);
  }

  /** Lets every file seem to have been changed just now. */
  Scenario withYoungFiles() {
    wall = Instant.now().minusSeconds(3600);
    return this;
  }

  /** Gives no events, and ends after some virtual time. */
  Scenario polled(String reason, Duration lasts) {
    polled = reason;
    lastsUntil = lasts.toNanos();
    return this;
  }

  Scenario with(ScanOptions chosen) {
    options = chosen;
    return this;
  }

  /** Lets the watch of a directory fail as if the limit of the system were reached. */
  Scenario refusing(String directory, IOException failure) {
    source.refused.add(root.resolve(directory));
    source.failure = failure;
    return this;
  }

  /** Adds a step at a time in milliseconds after the first snapshot. */
  Scenario at(long millis, Action action) {
    steps.add(new Step(millis * MILLI, action));
    return this;
  }

  /** Reports that paths may have changed. */
  void sign(String... paths) {
    for (String path : paths) {
      source.signs.add(root.resolve(path));
    }
  }

  /** Reports that events have been lost. */
  void lose() {
    source.lost = true;
  }

  Path file(String name, String content) {
    Path file = files.resolve(name);
    act(
        () -> {
          Files.createDirectories(file.getParent());
          Files.writeString(file, content);
        });
    return file;
  }

  void delete(String name) throws IOException {
    Files.delete(files.resolve(name));
  }

  /** Writes a file and reports it. */
  void save(String name, String content) {
    file(name, content);
    sign(name);
  }

  /** The changes up to the end of the script. */
  List<LibraryChange> run() {
    WatchedTree watched = watch();
    List<LibraryChange> changes = new ArrayList<>();
    for (LibraryChange next = watched.next(); next != null; next = watched.next()) {
      changes.add(next);
    }
    return changes;
  }

  /** The watch, before it has emitted anything. */
  WatchedTree watch() {
    Function<ByteSource, Mono<ReadResult>> read = loader::tryRead;
    WatchSettings settings =
        new WatchSettings(
            bytes -> Mono.defer(() -> read.apply(bytes)).doOnSubscribe(any -> reads++),
            options,
            QUIET,
            INTERVAL,
            1 << 20,
            Schedulers.boundedElastic(),
            any -> new ChangeSources(source, polled),
            () -> wall,
            () -> now);
    WatchedTree watched = new WatchedTree(root, settings);
    tree = watched;
    return watched;
  }

  /** The changes after the first snapshot, as text: what happened, to what, and when. */
  List<String> changes() {
    return run().stream()
        .dropWhile(change -> !(change instanceof LibraryChange.Ready))
        .skip(1)
        .map(this::text)
        .toList();
  }

  String text(LibraryChange change) {
    String name = change.getClass().getSimpleName() + " " + root.relativize(change.path());
    return change instanceof LibraryChange.Renamed renamed
        ? name + " from " + root.relativize(renamed.before())
        : name;
  }

  /** How many documents have been read. */
  int reads() {
    return reads;
  }

  /** The time of the script in milliseconds. */
  long millis() {
    return now / MILLI;
  }

  /** The directories that are watched. */
  Set<Path> watched() {
    return source.directories;
  }

  boolean isClosed() {
    return source.closed;
  }

  static void act(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
    memory.close();
  }

  /** Notices what the script reports, in directories that are watched. */
  private final class FakeSource implements ChangeSource {

    private final Set<Path> directories = new HashSet<>();
    private final List<Path> signs = new ArrayList<>();
    private final Set<Path> refused = new HashSet<>();
    private IOException failure = new IOException();
    private boolean lost;
    private boolean closed;

    @Override
    public void add(Path directory) throws IOException {
      if (refused.contains(directory)) {
        throw failure;
      }
      directories.add(directory);
    }

    @Override
    public boolean isWatching(Path directory) {
      return directories.contains(directory);
    }

    @Override
    public void remove(Path directory) {
      directories.remove(directory);
    }

    @Override
    public Signs await(long nanos) {
      Step next = steps.peek();
      long end = Math.min(lastsUntil, nanos == Long.MAX_VALUE ? nanos : now + nanos);
      if (next != null && next.at <= end) {
        steps.remove();
        now = Math.max(now, next.at);
        act(next.action);
      } else if (end == lastsUntil) {
        tree.cancel(); // the script is over, and nothing waits
      } else {
        now = end;
      }
      signs.removeIf(path -> !directories.contains(path.getParent()));
      Signs noticed = new Signs(List.copyOf(signs), lost);
      signs.clear();
      lost = false;
      return noticed;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
