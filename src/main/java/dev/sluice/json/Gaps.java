package dev.sluice.json;

import java.util.Arrays;

/** Runs of blanks that a window has dropped although bytes before them are still buffered. */
final class Gaps {

  /* The beginning and end of each gap, and the total length of all gaps up to it. */
  private long[] begins = new long[4];
  private long[] ends = new long[4];
  private long[] lengths = new long[4];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The end of the last gap. */
  long lastEnd() {
    return ends[size - 1];
  }

  /** Adds a gap after all others, or extends the last one. */
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

  /** The total length of the gaps before an offset. */
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

  /** The offset of a buffered byte, from its offset without gaps. */
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

  /** Removes the gaps before an offset, which is not in a gap. */
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
