package dev.sluice.json;

import java.util.Arrays;

/** Runs of blanks that a window has let go of, though bytes before them are still at hand. */
final class Gaps {

  /* Where each begins and ends in the document, and how long all up to it are together. */
  private long[] begins = new long[4];
  private long[] ends = new long[4];
  private long[] lengths = new long[4];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The end of the last one. */
  long lastEnd() {
    return ends[size - 1];
  }

  /** Adds a run behind all others, or makes the last one longer. */
  void add(long begin, long end) {
    if (size > 0 && lastEnd() == begin) {
      ends[size - 1] = end;
      lengths[size - 1] += end - begin;
      return;
    }
    if (size == begins.length) {
      begins = Arrays.copyOf(begins, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
    }
    begins[size] = begin;
    ends[size] = end;
    lengths[size] = before(size) + end - begin;
    size++;
  }

  private long before(int number) {
    return number == 0 ? 0 : lengths[number - 1];
  }

  /** How many bytes are missing before an offset. */
  long missingBefore(long offset) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return before(low);
  }

  /** The offset of a byte at hand, from what it would be if none were missing. */
  long offsetOf(long plain) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (begins[middle] - before(middle) <= plain) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return plain + before(low);
  }

  /** Lets go of those before an offset, which lies in none. */
  void drop(long offset) {
    int gone = 0;
    while (gone < size && ends[gone] <= offset) {
      gone++;
    }
    if (gone == 0) {
      return;
    }
    long missing = before(gone);
    for (int i = gone; i < size; i++) {
      begins[i - gone] = begins[i];
      ends[i - gone] = ends[i];
      lengths[i - gone] = lengths[i] - missing;
    }
    size -= gone;
  }
}
