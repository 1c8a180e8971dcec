package dev.sluice.json;

import java.util.Arrays;

/**
 * The lines and columns of the buffered bytes. Each byte is counted once in forward order; an
 * earlier place is counted from the nearest checkpoint before it.
 */
final class Lines {

  /** The maximum number of bytes between two checkpoints. */
  private static final int STRETCH = 1 << 10;

  /** The maximum number of stretches between two checkpoints that a reader gives. */
  private static final int MOST_BETWEEN = 4;

  /** The position up to which lines have been counted. */
  private final LineCounter counter = new LineCounter();

  private long counted;

  /** Counts earlier places; most are requested in document order too. */
  private final LineCounter back = new LineCounter();

  private long backOffset = -1;

  /* The checkpoints in document order; a column after a CR is stored as a negative number. */
  private long[] offsets = new long[4];
  private int[] lines = {1, 0, 0, 0};
  private int[] columns = {1, 0, 0, 0};
  private int size = 1;

  /** Begins at an offset, which is line 1, column 1. */
  void begin(long offset) {
    offsets[0] = offset;
    counted = offset;
  }

  /** The offset up to which lines have been counted. */
  long counted() {
    return counted;
  }

  /** A cursor at a buffered offset, valid until the next call. */
  LineCounter at(Window window, long offset) {
    if (offset < counted) {
      return backAt(window, offset);
    }
    while (offset - offsets[size - 1] > STRETCH) {
      count(window, offsets[size - 1] + STRETCH);
      add();
    }
    count(window, offset);
    return counter;
  }

  /**
   * Takes it from a reader that a line begins at an offset, which is behind all places that have
   * been asked for, so that the bytes before it need not be counted.
   */
  void know(Window window, long offset, int line) {
    long distance = offset - offsets[size - 1];
    if (distance < STRETCH || offset <= counted) {
      return;
    }
    if (distance > MOST_BETWEEN * STRETCH) {
      at(window, offset);
      return;
    }
    counter.set(line, 1, false);
    counted = offset;
    add();
  }

  private LineCounter backAt(Window window, long offset) {
    int found = Arrays.binarySearch(offsets, 0, size, offset);
    int nearest = found < 0 ? -found - 2 : found;
    if (backOffset < offsets[nearest] || backOffset > offset) {
      int column = columns[nearest];
      back.set(lines[nearest], Math.abs(column), column < 0);
      backOffset = offsets[nearest];
    }
    advance(back, window, backOffset, offset);
    backOffset = offset;
    return back;
  }

  private void count(Window window, long offset) {
    advance(counter, window, counted, offset);
    counted = offset;
  }

  private static void advance(LineCounter counter, Window window, long from, long to) {
    if (to > from) {
      int begin = window.indexOf(from);
      int end = begin + (int) (to - from);
      counter.advance(window.bytes(), begin, end);
      window.worked(end - begin);
    }
  }

  private void add() {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
      columns = Arrays.copyOf(columns, 2 * size);
    }
    offsets[size] = counted;
    lines[size] = counter.line();
    columns[size] = counter.isAfterReturn() ? -counter.column() : counter.column();
    size++;
  }

  /** Counts bytes that are about to be dropped although earlier bytes stay buffered. */
  void pass(Window window, long from, long to) {
    at(window, from);
    if (size > 1 && offsets[size - 1] == from) {
      size--; // it ends earlier dropped bytes, which these directly follow
    }
    count(window, to);
    add();
  }

  /** Removes the checkpoints before an offset at which a token begins. */
  void drop(long offset, int line, int column) {
    int keep = 0;
    while (keep < size && offsets[keep] <= offset) {
      keep++;
    }
    if (keep == 0) {
      return;
    }
    System.arraycopy(offsets, keep, offsets, 1, size - keep);
    System.arraycopy(lines, keep, lines, 1, size - keep);
    System.arraycopy(columns, keep, columns, 1, size - keep);
    size -= keep - 1;
    offsets[0] = offset;
    lines[0] = line;
    columns[0] = column;
  }
}
