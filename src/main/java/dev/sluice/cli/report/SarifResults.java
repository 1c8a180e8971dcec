package dev.sluice.cli.report;

import dev.sluice.model.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * The results of a SARIF log, limited to what GitHub accepts, because it refuses longer logs
 * completely. The least severe results are dropped first, starting with the last.
 */
final class SarifResults {

  /** The maximum number of results that GitHub accepts. */
  static final int MOST = 25_000;

  /**
   * The maximum size of the compressed results: GitHub accepts 10 MB, and the rest of a log has
   * less than 100 KB.
   */
  static final long MOST_PACKED = 9_800_000;

  private final int most;
  private final long mostPacked;
  private final Map<Severity, Deque<String>> kept = new EnumMap<>(Severity.class);
  private long count;
  private long length;
  private int size;

  /** Results with the limits of GitHub. */
  SarifResults() {
    this(MOST, MOST_PACKED);
  }

  SarifResults(int most, long mostPacked) {
    this.most = most;
    this.mostPacked = mostPacked;
    for (Severity severity : Severity.values()) {
      kept.put(severity, new ArrayDeque<>());
    }
  }

  /** Adds a result. */
  void add(Severity severity, String json) {
    count++;
    length += json.length();
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
    // a character has at most three bytes, and compression hardly ever makes a text longer
    if (length < mostPacked / 4) {
      return all;
    }
    List<String> fitting = all.subList(0, fitting(all));
    size = fitting.size();
    return fitting;
  }

  /**
   * How many results are within the maximum size when they are compressed as GitHub's action does.
   */
  private int fitting(List<String> all) {
    Deflater deflater = new Deflater();
    try {
      byte[] packed = new byte[1 << 16];
      for (int i = 0; i < all.size(); i++) {
        deflater.setInput(all.get(i).getBytes(StandardCharsets.UTF_8));
        while (!deflater.needsInput()) {
          deflater.deflate(packed);
        }
        if (deflater.getBytesWritten() > mostPacked) {
          return i;
        }
      }
      return all.size();
    } finally {
      deflater.end();
    }
  }

  /** The number of dropped results. */
  long omitted() {
    return count - size;
  }
}
