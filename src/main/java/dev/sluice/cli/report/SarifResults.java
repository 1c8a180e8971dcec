package dev.sluice.cli.report;

import dev.sluice.model.Severity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The results of a SARIF log, no more of them than GitHub takes in a run: it refuses longer logs as
 * a whole. What is less severe gives way, the last of it first.
 */
final class SarifResults {

  /** How many results GitHub takes. */
  static final int MOST = 25_000;

  private record Result(long index, String json) {}

  private final int most;
  private final Map<Severity, Deque<Result>> kept = new EnumMap<>(Severity.class);
  private long count;
  private int size;

  SarifResults(int most) {
    this.most = most;
    for (Severity severity : Severity.values()) {
      kept.put(severity, new ArrayDeque<>());
    }
  }

  /** Takes a result. */
  void add(Severity severity, String json) {
    Result result = new Result(count++, json);
    if (size < most) {
      size++;
      kept(severity).addLast(result);
    } else if (makeRoom(severity)) {
      kept(severity).addLast(result);
    }
  }

  private Deque<Result> kept(Severity severity) {
    return kept.computeIfAbsent(severity, unused -> new ArrayDeque<>());
  }

  /** Drops a result less severe than the given one, if there is any. */
  private boolean makeRoom(Severity severity) {
    List<Severity> lesser =
        kept.keySet().stream()
            .filter(other -> rank(other) < rank(severity))
            .sorted(Comparator.comparingInt(SarifResults::rank))
            .toList();
    for (Severity other : lesser) {
      if (kept(other).pollLast() != null) {
        return true;
      }
    }
    return false;
  }

  private static int rank(Severity severity) {
    return switch (severity) {
      case INFO -> 0;
      case WARNING -> 1;
      case ERROR -> 2;
    };
  }

  /** The results that are kept, in the order they came. */
  List<String> inOrder() {
    List<Result> all = new ArrayList<>(size);
    kept.values().forEach(all::addAll);
    all.sort(Comparator.comparingLong(Result::index));
    return all.stream().map(Result::json).toList();
  }

  /** How many have given way. */
  long leftOut() {
    return count - size;
  }
}
