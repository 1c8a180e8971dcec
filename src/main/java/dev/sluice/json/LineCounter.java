package dev.sluice.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor over UTF-8 bytes that counts lines and columns.
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

  /** The line of the current byte, 1-based. */
  int line() {
    return line;
  }

  /** The column of the current byte, 1-based. */
  int column() {
    return column;
  }

  /** Whether the previous byte is a CR, so that an LF here does not end another line. */
  boolean isAfterReturn() {
    return afterReturn;
  }

  /** Moves to a known place. */
  void set(int knownLine, int knownColumn, boolean behindReturn) {
    line = knownLine;
    column = knownColumn;
    afterReturn = behindReturn;
  }

  /** Advances from {@code from} to {@code to}. */
  void advance(byte[] bytes, int from, int to) {
    int i = from;
    while (i + 8 <= to) {
      long eight = (long) LONGS.get(bytes, i);
      if (zeroes(eight ^ RETURNS) != 0 || afterReturn) {
        for (int end = i + 8; i < end; i++) {
          step(bytes[i]);
        }
      } else {
        advance(eight);
        i += 8;
      }
    }
    while (i < to) {
      step(bytes[i++]);
    }
  }

  /** Advances over eight bytes, the first one lowest, without a CR in or directly before them. */
  private void advance(long eight) {
    // a byte starts a code point unless its top bits are 10
    long starts = (~eight | (eight << 1)) & HIGHS;
    long ends = zeroes(eight ^ LINE_FEEDS);
    if (ends == 0) {
      column += Long.bitCount(starts);
    } else {
      line += Long.bitCount(ends);
      int behindLast = Long.SIZE - Long.numberOfLeadingZeros(ends);
      column = 1 + (behindLast == Long.SIZE ? 0 : Long.bitCount(starts >>> behindLast));
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

  /** The high bit of each byte that is zero, and no other; Warren, Hacker's Delight, 6-1. */
  private static long zeroes(long word) {
    return ~(((word & ~HIGHS) + ~HIGHS) | word | ~HIGHS);
  }
}
