package dev.sluice.column;

import java.util.Arrays;

/**
 * A growable sequence of numbers. Growing copies at most the first 16 Ki numbers, and leaves less
 * than 16 Ki unused.
 */
public final class IntColumn {

  private static final int SHIFT = 14;
  private static final int CHUNK = 1 << SHIFT;
  private static final int FIRST = 16;
  private static final int[] EMPTY = {};

  /** The first numbers, which nearly all columns consist of. */
  private int[] head = EMPTY;

  /** The numbers behind the first {@value #CHUNK}. */
  private int[][] chunks = {};

  private int size;

  public int size() {
    return size;
  }

  public int get(int position) {
    return position < CHUNK ? head[position] : chunk(position)[position & (CHUNK - 1)];
  }

  public void set(int position, int value) {
    if (position < CHUNK) {
      head[position] = value;
    } else {
      chunk(position)[position & (CHUNK - 1)] = value;
    }
  }

  private int[] chunk(int position) {
    return chunks[(position >>> SHIFT) - 1];
  }

  public void add(int value) {
    if (size == head.length || size >= CHUNK) {
      makeRoom();
    }
    if (size < CHUNK) {
      head[size++] = value;
    } else {
      set(size++, value);
    }
  }

  private void makeRoom() {
    if (size < CHUNK) {
      head = Arrays.copyOf(head, Math.max(FIRST, 4 * size));
    } else if ((size & (CHUNK - 1)) == 0) {
      chunks = Arrays.copyOf(chunks, chunks.length + 1);
      chunks[chunks.length - 1] = new int[CHUNK];
    }
  }

  public void clear() {
    head = EMPTY;
    chunks = new int[0][];
    size = 0;
  }
}
