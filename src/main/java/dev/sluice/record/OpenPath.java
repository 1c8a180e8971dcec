package dev.sluice.record;

import java.util.Arrays;

/**
 * The JSON pointer of the containers that are open, kept from one finding to the next: only the
 * steps that have changed are written again, so that findings deep within a document, or below long
 * names, cost no more than others. For one thread.
 */
final class OpenPath {

  private final StringBuilder path = new StringBuilder();

  /** Where the path of each container ends that is known to be still open. */
  private int[] ends = new int[8];

  private int known;

  /** Forgets everything: another value begins. */
  void begin() {
    known = 0;
  }

  /** Takes note that of the containers only the outermost ones are still open. */
  void close(int open) {
    known = Math.min(known, open);
  }

  /** How many containers, counted from the outermost, have a path that is known. */
  int known() {
    return known;
  }

  /** The path of the innermost container known, or nothing, for what comes next to be added. */
  StringBuilder next() {
    path.setLength(known == 0 ? 0 : ends[known - 1]);
    return path;
  }

  /** Takes note that {@link #next} has been made the path of one container more. */
  void add() {
    if (known == ends.length) {
      ends = Arrays.copyOf(ends, 2 * known);
    }
    ends[known++] = path.length();
  }
}
