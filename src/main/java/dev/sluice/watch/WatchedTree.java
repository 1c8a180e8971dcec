package dev.sluice.watch;

import dev.sluice.ReadResult;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Rejection;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.TreeEntry;
import dev.sluice.text.Sha256;
import dev.sluice.watch.ChangeSource.Signs;
import dev.sluice.watch.DebouncedPaths.Due;
import dev.sluice.watch.TreeIndex.Known;
import dev.sluice.watch.TreeIndex.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The changes of a tree, one after another: a loop that waits for events, walks over the paths that
 * are due, reads the files that may have changed, and emits the changes.
 *
 * <p>While no change is requested, nothing is read; what happens meanwhile is found by the next
 * walk, and several changes of a file become one. Used by one thread, and cancelled by any.
 */
final class WatchedTree {

  /** The time after which a stamp can be trusted; see {@code Stamps}. */
  private static final Duration YOUNG = Duration.ofSeconds(2);

  private static final int MOST_ATTEMPTS = 3;
  private static final long BETWEEN_ATTEMPTS = 200_000_000L;

  private final Path root;
  private final WatchSettings settings;
  private final PreviousVersions previous;
  private final FileReader reader;
  private final TreeIndex index = new TreeIndex();
  private final DebouncedPaths debounced;
  private final Set<String> ignoreFiles;
  private final Sinks.Empty<Void> end = Sinks.empty();
  private volatile ChangeSource source;
  private volatile boolean cancelled;
  private boolean polls;

  private final Queue<LibraryChange> changes = new ArrayDeque<>();
  private @Nullable Iterator<Reading> readings;
  private boolean begun;
  private boolean isReady;
  private int sweeps;

  /** Emitted files that no longer exist, with the time at which this was noticed. */
  private final Map<Path, Long> leaving = new LinkedHashMap<>();

  /** Files of {@link #leaving} whose time is over; each was removed or moved to another path. */
  private final List<Path> left = new ArrayList<>();

  private final Map<ByteBuffer, Path> leavingByContent = new HashMap<>();

  /**
   * How often each broken document was read, for the documents that may still be in the process of
   * being written.
   */
  private final Map<Path, Integer> attempts = new HashMap<>();

  WatchedTree(Path root, WatchSettings settings) {
    this.root = root;
    this.settings = settings;
    previous = new PreviousVersions(settings.keptBytes());
    reader =
        new FileReader(
            settings.read(),
            previous,
            settings.blocking(),
            settings.clock(),
            settings.options().maxBytes());
    debounced = new DebouncedPaths(settings.quiet().toNanos());
    ignoreFiles = Set.copyOf(settings.options().ignoreFiles());
    ChangeSources opened = settings.sources().apply(root);
    source = opened.source();
    if (!opened.reason().isEmpty()) {
      poll(opened.source(), opened.reason());
    }
  }

  /** The next change; null when the watch has been cancelled. Blocks until there is one. */
  @Nullable LibraryChange next() {
    while (!cancelled) {
      LibraryChange change = changes.poll();
      if (change != null) {
        return change;
      }
      if (readings != null) {
        read(readings);
      } else {
        look();
      }
    }
    return null;
  }

  /** Ends the watch and frees everything. */
  void cancel() {
    cancelled = true;
    end.tryEmitEmpty();
    source.close();
  }

  private void look() {
    long now = settings.nanos().getAsLong();
    Due due = begun ? due(now) : new Due(Set.of(), true);
    if (!due.isEmpty()) {
      sweep(due, now);
      return;
    }
    try {
      await(now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
    }
  }

  private void await(long now) throws InterruptedException {
    long next = debounced.next();
    if (!leaving.isEmpty()) {
      next = Math.min(next, leaving.values().iterator().next() + settings.quiet().toNanos());
    }
    Signs signs = source.await(next == Long.MAX_VALUE ? next : Math.max(0, next - now));
    long noticed = settings.nanos().getAsLong();
    for (Path path : signs.paths()) {
      Path name = path.getFileName();
      if (name != null && ignoreFiles.contains(name.toString())) {
        debounced.everythingAt(noticed + settings.quiet().toNanos());
      }
      debounced.changed(path, noticed);
    }
    if (signs.incomplete()) {
      debounced.lost(noticed);
    }
  }

  /** The paths that have not changed for a while, and the files deleted at least as long ago. */
  private Due due(long now) {
    Due settled = debounced.take(now);
    Set<Path> paths = new HashSet<>(settled.paths());
    for (Map.Entry<Path, Long> entry : leaving.entrySet()) {
      if (entry.getValue() + settings.quiet().toNanos() > now) {
        break;
      }
      paths.add(entry.getKey());
    }
    return new Due(paths, settled.everything());
  }

  private void sweep(Due due, long now) {
    Sweep sweep = new Sweep(index, source, due, ++sweeps);
    boolean isFirst = !begun;
    begun = true;
    try {
      new DirectoryScanner(settings.options(), Schedulers.immediate())
          .walk(root, sweep)
          .takeUntilOther(end.asMono())
          .doOnNext(sweep::take)
          .blockLast();
    } catch (UnreadableSourceException e) {
      if (isFirst) {
        cancel();
        throw e;
      }
      // the root was deleted, and nothing reports when it exists again
      debounced.everythingAt(now + settings.interval().toNanos());
    }
    if (cancelled) {
      return;
    }
    if (polls && due.everything()) {
      debounced.everythingAt(now + settings.interval().toNanos());
    }
    IOException unwatched = sweep.unwatched();
    if (unwatched != null && !polls) {
      source.close();
      poll(new QuietSource(), ChangeSources.limit(unwatched));
    }
    sweep.failures().forEach(failed -> fail(failed.path(), failed.failure()));
    sweep.gone().forEach(path -> lose(path, now));
    readings = readings(sweep.files());
  }

  private void poll(ChangeSource quiet, String reason) {
    source = quiet;
    polls = true;
    if (cancelled) {
      quiet.close();
    }
    debounced.everythingAt(settings.nanos().getAsLong() + settings.interval().toNanos());
    changes.add(new LibraryChange.Polling(root, settings.interval(), reason));
  }

  private Iterator<Reading> readings(Queue<Sweep.Found> files) {
    Flux<Sweep.Found> emptied =
        Flux.generate(
            sink -> {
              Sweep.Found file = files.poll();
              if (file == null) {
                sink.complete();
              } else {
                sink.next(file);
              }
            });
    return emptied
        .map(found -> reader.read(found.file(), found.known()))
        .flatMapSequential(reading -> reading, settings.options().concurrency(), 1)
        .takeUntilOther(end.asMono())
        .toIterable(1)
        .iterator();
  }

  private void read(Iterator<Reading> rest) {
    if (rest.hasNext()) {
      take(rest.next());
      return;
    }
    readings = null;
    Collections.sort(left);
    for (Path path : left) {
      if (leaving.remove(path) != null) {
        remove(path);
        changes.add(new LibraryChange.Removed(path));
      }
    }
    left.clear();
    leavingByContent.clear();
    if (!isReady && !cancelled) {
      isReady = true;
      int rejected = index.count(State.REJECTED) + index.count(State.FAILED);
      changes.add(new LibraryChange.Ready(root, index.count(State.ACCEPTED), rejected));
    }
  }

  /** Records that a path in the index was not found. */
  private void lose(Path path, long now) {
    Known known = index.file(path);
    if (known == null) {
      return;
    }
    if (known.state == State.FOREIGN) {
      remove(path);
      return;
    }
    Long since = leaving.putIfAbsent(path, now);
    if (since != null && since + settings.quiet().toNanos() <= now) {
      left.add(path);
    }
  }

  private void remove(Path path) {
    index.remove(path);
    previous.remove(path);
    attempts.remove(path);
  }

  private void take(Reading reading) {
    Path path = reading.file().path();
    leaving.remove(path);
    if (reading instanceof Reading.Same same) {
      Known known = index.file(path);
      if (known != null) {
        stamp(known, same.file(), same.at());
      }
    } else if (reading instanceof Reading.Gone) {
      lose(path, settings.nanos().getAsLong());
    } else if (reading instanceof Reading.Failed failed) {
      fail(path, failed.failure());
    } else if (reading instanceof Reading.Content content && !isBeingWritten(content)) {
      take(content);
    }
  }

  /** Sets the stamp of a file, unless the file may change again within one tick of its clock. */
  private static void stamp(Known known, TreeEntry.File file, Instant at) {
    boolean trusted = file.modified().plus(YOUNG).compareTo(at) <= 0;
    known.stamp(file.size(), trusted ? file.modified() : null);
  }

  /** Whether a broken document is so recent that it should be read again. */
  private boolean isBeingWritten(Reading.Content content) {
    Path path = content.file().path();
    ReadResult document = content.document();
    boolean isBroken =
        document
            .report()
            .rejection()
            .map(Rejection::finding)
            .filter(
                finding ->
                    switch (finding.code()) {
                      case TRUNCATED, MALFORMED_JSON, INVALID_UTF8, CORRUPT_COMPRESSION -> true;
                      default -> false;
                    })
            .isPresent();
    boolean isYoung = content.file().modified().plus(YOUNG).isAfter(content.at());
    if (isBroken && isYoung && attempts.merge(path, 1, Integer::sum) <= MOST_ATTEMPTS) {
      debounced.at(path, settings.nanos().getAsLong() + BETWEEN_ATTEMPTS);
      return true;
    }
    attempts.remove(path);
    return false;
  }

  private void take(Reading.Content content) {
    Path path = content.file().path();
    Known before = index.file(path);
    boolean wasShown = before != null && before.state.isShown();
    Known known = content.known();
    known.sweep = sweeps;
    stamp(known, content.file(), content.at());
    index.put(path, known);
    if (known.state.isShown()) {
      changes.add(shown(content, wasShown));
    } else if (wasShown) {
      changes.add(new LibraryChange.Removed(path));
    }
  }

  private LibraryChange shown(Reading.Content content, boolean wasShown) {
    TreeEntry.File file = content.file();
    ReadResult document = content.document();
    Path former = wasShown ? null : former(content.known().digest);
    if (former != null) {
      leaving.remove(former);
      remove(former);
      return new LibraryChange.Renamed(file.path(), former, file.size(), file.modified(), document);
    }
    return wasShown
        ? new LibraryChange.Changed(
            file.path(), file.size(), file.modified(), document, content.difference())
        : new LibraryChange.Added(file.path(), file.size(), file.modified(), document);
  }

  /** The path of a deleted file that had this content; null if there is none. */
  private @Nullable Path former(byte[] digest) {
    if (leavingByContent.isEmpty() && !leaving.isEmpty()) {
      for (Path path : leaving.keySet()) {
        Known known = index.file(path);
        if (known != null && known.state.isShown()) {
          leavingByContent.putIfAbsent(ByteBuffer.wrap(known.digest), path);
        }
      }
    }
    Path former = leavingByContent.get(ByteBuffer.wrap(digest));
    return former != null && leaving.containsKey(former) ? former : null;
  }

  private void fail(Path path, WorkflowException failure) {
    leaving.remove(path);
    byte[] message =
        Sha256.begin().digest(failure.finding().message().getBytes(StandardCharsets.UTF_8));
    Known before = index.file(path);
    if (before != null && before.state == State.FAILED && before.hasContent(message)) {
      before.sweep = sweeps;
      return;
    }
    previous.remove(path);
    Known known = new Known(State.FAILED, message);
    known.sweep = sweeps;
    index.put(path, known);
    changes.add(new LibraryChange.Failed(path, failure));
  }
}
