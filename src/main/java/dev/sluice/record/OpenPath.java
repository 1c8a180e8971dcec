package dev.sluice.record;

import java.util.Arrays;

/**
 * The JSON pointer of the open containers, kept from one finding to the next. Only changed parts
 * are rewritten, so that findings deep in a document, or below long names, cost no more than
 * others. Not thread-safe.
 */
final class OpenPath {

  private final StringBuilder path = new StringBuilder();

  /** The end of the path of each open container that is known. */
  private int[] ends = new int[8];

  private int known;

  /** Clears the path, because a new value begins. */
  void begin() {
    known = 0;
  }

  /** Keeps only the given number of outermost containers. */
  void close(int open) {
    known = Math.min(known, open);
  }

  /** The number of outermost containers whose path is known. */
  int known() {
    return known;
  }

  /** The path of the innermost known container, for appending the next part. */
  StringBuilder next() {
    path.setLength(known == 0 ? 0 : ends[known - 1]);
    return path;
  }

  /** Records that the result of {@link #next} now is the path of one more container. */
  void add() {
    if (known == ends.length) {
      ends = Arrays.copyOf(ends, 2 * known);
    }
    ends[known++] = path.length();
  }
}
