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
 * The results of a SARIF log, limited to the number that GitHub accepts, because it refuses longer
 * logs completely. The least severe results are dropped first, starting with the last.
 */
final class SarifResults {

  /** The maximum number of results that GitHub accepts. */
  static final int MOST = 25_000;

  private final int most;
  private final Map<Severity, Deque<String>> kept = new EnumMap<>(Severity.class);
  private long count;
  private int size;

  SarifResults(int most) {
    this.most = most;
    for (Severity severity : Severity.values()) {
      kept.put(severity, new ArrayDeque<>());
    }
  }

  /** Adds a result. */
  void add(Severity severity, String json) {
    count++;
    if (size < most) {
      size++;
      kept(severity).addLast(json);
    } else if (makeRoom(severity)) {
      kept(severity).addLast(json);
    }
  }

  private Deque<String> kept(Severity severity) {
    return kept.computeIfAbsent(severity, unused -> new ArrayDeque<>());
  }

  /** Drops a result that is less severe than the given severity, if there is any. */
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

  /** The remaining results, the most severe first, otherwise in the order of addition. */
  List<String> inOrder() {
    List<String> all = new ArrayList<>(size);
    kept.values().forEach(all::addAll);
    return all;
  }

  /** The number of dropped results. */
  long leftOut() {
    return count - size;
  }
}
