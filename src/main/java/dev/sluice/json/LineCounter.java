package dev.sluice.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor that counts lines and columns while it walks over UTF-8 bytes.
 *
 * <p>Lines end at LF, CR or CRLF; columns count code points.
 */
final class LineCounter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LINE_FEEDS = '\n' * ONES;
  private static final long RETURNS = '\r' * ONES;

  private int line = 1;
  private int column = 1;
  private boolean afterReturn;

  /** The line of the byte the cursor is at, 1-based. */
  int line() {
    return line;
  }

  /** The column of the byte the cursor is at, 1-based. */
  int column() {
    return column;
  }

  /** Goes to a known place; the byte before it is no CR, or the byte at it no LF. */
  void set(int knownLine, int knownColumn) {
    line = knownLine;
    column = knownColumn;
    afterReturn = false;
  }

  /** Another cursor at the same byte. */
  LineCounter copy() {
    LineCounter copy = new LineCounter();
    copy.line = line;
    copy.column = column;
    copy.afterReturn = afterReturn;
    return copy;
  }

  /** Walks over the bytes from {@code from} to {@code to}. */
  void advance(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (i + 8 <= to) {
        /*
         * Eight bytes at once where none of them ends a line: a byte starts a code point unless
         * its top bits are 10. The zero-byte test is from H. S. Warren, Hacker's Delight, 6-1.
         */
        long eight = (long) LONGS.get(bytes, i);
        if (((zeroes(eight ^ LINE_FEEDS) | zeroes(eight ^ RETURNS)) == 0)) {
          column += 8 - Long.bitCount(eight & (~eight << 1) & HIGHS);
          afterReturn = false;
          i += 8;
          continue;
        }
      }
      step(bytes[i++]);
    }
  }

  private void step(byte next) {
    if (next == '\n') {
      if (!afterReturn) {
        line++;
      }
      column = 1;
      afterReturn = false;
    } else if (next == '\r') {
      line++;
      column = 1;
      afterReturn = true;
    } else {
      if ((next & 0xC0) != 0x80) {
        column++;
      }
      afterReturn = false;
    }
  }

  private static long zeroes(long word) {
    return (word - ONES) & ~word & HIGHS;
  }
}
