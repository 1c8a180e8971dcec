package dev.sluice.column;

import java.util.Arrays;

/**
 * A growable sequence of bytes. Growing copies at most the first 64 KiB and leaves less than 64 KiB
 * unused. Not thread-safe.
 */
public final class ByteColumn {

  private static final int SHIFT = 16;
  private static final int CHUNK = 1 << SHIFT;
  private static final int FIRST = 256;
  private static final int ASCII = 0x7F;

  private byte[][] chunks = {new byte[FIRST]};
  private long size;

  /** The number of bytes. */
  public long size() {
    return size;
  }

  /** The byte at a position, 0 to 255. */
  public int get(long position) {
    return chunks[(int) (position >>> SHIFT)][(int) position & (CHUNK - 1)] & 0xFF;
  }

  /** Adds the low eight bits of a number. */
  public void add(int value) {
    int chunk = (int) (size >>> SHIFT);
    int at = (int) size & (CHUNK - 1);
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk + 1);
      chunks[chunk] = new byte[CHUNK];
    } else if (at == chunks[chunk].length) {
      chunks[chunk] = Arrays.copyOf(chunks[chunk], 2 * at);
    }
    chunks[chunk][at] = (byte) value;
    size++;
  }

  /**
   * Adds the characters of a string, one byte each, if all are ASCII and fit without growing;
   * otherwise adds nothing.
   *
   * @return whether they were added
   */
  public boolean addAscii(String text) {
    int chunk = (int) (size >>> SHIFT);
    int at = (int) size & (CHUNK - 1);
    int length = text.length();
    if (chunk == chunks.length || at + length > chunks[chunk].length) {
      return false;
    }
    byte[] bytes = chunks[chunk];
    int any = 0;
    for (int i = 0; i < length; i++) {
      char next = text.charAt(i);
      any |= next;
      bytes[at + i] = (byte) next;
    }
    if (any > ASCII) {
      return false;
    }
    size += length;
    return true;
  }

  /** Removes all bytes but keeps the first block for reuse. */
  public void clear() {
    if (chunks.length > 1) {
      chunks = new byte[][] {chunks[0]};
    }
    size = 0;
  }
}
