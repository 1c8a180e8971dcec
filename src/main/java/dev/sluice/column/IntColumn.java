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

  private int[][] chunks = {new int[FIRST]};
  private int size;

  public int size() {
    return size;
  }

  public int get(int position) {
    return chunks[position >>> SHIFT][position & (CHUNK - 1)];
  }

  public void set(int position, int value) {
    chunks[position >>> SHIFT][position & (CHUNK - 1)] = value;
  }

  public void add(int value) {
    int chunk = size >>> SHIFT;
    int at = size & (CHUNK - 1);
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk + 1);
      chunks[chunk] = new int[CHUNK];
    } else if (at == chunks[chunk].length) {
      chunks[chunk] = Arrays.copyOf(chunks[chunk], 4 * at);
    }
    chunks[chunk][at] = value;
    size++;
  }

  public void clear() {
    chunks = new int[][] {new int[FIRST]};
    size = 0;
  }
}
