package dev.sluice.watch;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Changed paths, debounced: each is due when it has not changed for a while. All times are in
 * nanoseconds.
 *
 * <p>A path is due when it has not changed for the quiet time, or after the longest wait at the
 * latest. Too many paths, or lost events, make the whole tree due instead. Paths that would be due
 * within half the quiet time are taken too, because the two paths of a move belong together.
 */
final class DebouncedPaths {

  /** The number of paths that wait before the whole tree is due. */
  static final int MOST_PATHS = 10_000;

  static final long LONGEST_WAIT = 2_000_000_000L;
  static final long LEAST_BETWEEN_RESCANS = 1_000_000_000L;
  static final long MOST_BETWEEN_RESCANS = 60 * LEAST_BETWEEN_RESCANS;

  private static final long NEVER = Long.MAX_VALUE;

  private final long quiet;
  private final Map<Path, Times> paths = new LinkedHashMap<>();
  private long rescanAt = NEVER;
  private long lastRescan = -MOST_BETWEEN_RESCANS;
  private long betweenRescans = LEAST_BETWEEN_RESCANS;

  DebouncedPaths(long quiet) {
    this.quiet = quiet;
  }

  private record Times(long first, long due) {}

  /**
   * What is due.
   *
   * @param everything whether the whole tree is
   */
  record Due(Set<Path> paths, boolean everything) {
    boolean isEmpty() {
      return paths.isEmpty() && !everything;
    }
  }

  /** Records that a path has changed. */
  void changed(Path path, long now) {
    if (paths.size() >= MOST_PATHS && !paths.containsKey(path)) {
      lost(now);
      return;
    }
    Times before = paths.get(path);
    long first = before == null ? now : before.first;
    paths.put(path, new Times(first, Math.min(now + quiet, first + LONGEST_WAIT)));
  }

  /** Makes a path due at a time. */
  void at(Path path, long due) {
    paths.put(path, new Times(due, due));
  }

  /**
   * Makes the whole tree due: soon, but at growing intervals if this happens repeatedly. The tree
   * is due at least once after each call.
   */
  void lost(long now) {
    rescanAt = Math.min(rescanAt, Math.max(now + quiet, lastRescan + betweenRescans));
  }

  /** Makes the whole tree due no later than a time. */
  void everythingAt(long due) {
    rescanAt = Math.min(rescanAt, due);
  }

  /** The next time at which something is due; {@link Long#MAX_VALUE} if nothing is waiting. */
  long next() {
    long next = rescanAt;
    for (Times times : paths.values()) {
      next = Math.min(next, times.due);
    }
    return next;
  }

  /** Removes and returns what is due. */
  Due take(long now) {
    if (rescanAt <= now) {
      boolean again = now - lastRescan <= 2 * betweenRescans;
      betweenRescans =
          again ? Math.min(2 * betweenRescans, MOST_BETWEEN_RESCANS) : LEAST_BETWEEN_RESCANS;
      lastRescan = now;
      rescanAt = NEVER;
      paths.clear();
      return new Due(Set.of(), true);
    }
    Set<Path> due = new HashSet<>();
    long end = paths.values().stream().anyMatch(times -> times.due <= now) ? now + quiet / 2 : now;
    paths
        .entrySet()
        .removeIf(
            entry -> {
              boolean isDue = entry.getValue().due <= end;
              if (isDue) {
                due.add(entry.getKey());
              }
              return isDue;
            });
    return new Due(due, false);
  }
}
