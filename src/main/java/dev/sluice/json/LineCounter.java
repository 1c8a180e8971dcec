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

  /** Walks over the bytes from {@code from} to {@code to}. */
  void advance(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (!afterReturn) {
        at = advanceToReturn(bytes, at, to);
      }
      for (int end = Math.min(at + Long.BYTES, to); at < end; at++) {
        step(bytes[at]);
      }
    }
  }

  /**
   * Walks over 32 and then eight bytes at a time as long as there is no CR among them. The line
   * feeds are counted without a branch, because their distances are not predictable; columns are
   * counted only behind the last one.
   *
   * @return where it stopped
   */
  private int advanceToReturn(byte[] bytes, int from, int to) {
    int at = from;
    int last = -1;
    while (at + 4 * Long.BYTES <= to) {
      long one = (long) LONGS.get(bytes, at);
      long two = (long) LONGS.get(bytes, at + Long.BYTES);
      long three = (long) LONGS.get(bytes, at + 2 * Long.BYTES);
      long four = (long) LONGS.get(bytes, at + 3 * Long.BYTES);
      long returns = anyReturn(one) | anyReturn(two) | anyReturn(three) | anyReturn(four);
      if ((returns & HIGHS) != 0) {
        break;
      }
      long feeds = feeds(one) | feeds(two) >>> 1 | feeds(three) >>> 2 | feeds(four) >>> 3;
      line += Long.bitCount(feeds);
      last = feeds == 0 ? last : at;
      at += 4 * Long.BYTES;
    }
    while (at + Long.BYTES <= to) {
      long eight = (long) LONGS.get(bytes, at);
      if ((anyReturn(eight) & HIGHS) != 0) {
        break;
      }
      long feeds = feeds(eight);
      line += Long.bitCount(feeds);
      last = feeds == 0 ? last : at;
      at += Long.BYTES;
    }
    int begin = from;
    if (last >= 0) {
      begin = Math.min(last + 4 * Long.BYTES, at);
      while (bytes[begin - 1] != '\n') {
        begin--;
      }
      column = 1;
    }
    column += codePoints(bytes, begin, at);
    return at;
  }

  /** A word in which some byte has its high bit set if and only if one of eight bytes is a CR. */
  private static long anyReturn(long eight) {
    long others = eight ^ RETURNS;
    return (others - ONES) & ~others;
  }

  /** The high bit of each of eight bytes that is a line feed; Warren, Hacker's Delight, 6-1. */
  private static long feeds(long eight) {
    long others = eight ^ LINE_FEEDS;
    return ~(((others & ~HIGHS) + ~HIGHS) | others | ~HIGHS);
  }

  private static int codePoints(byte[] bytes, int from, int to) {
    int count = 0;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      // a byte starts a code point unless its top bits are 10
      count += Long.bitCount((~eight | (eight << 1)) & HIGHS);
    }
    for (; at < to; at++) {
      count += (bytes[at] & 0xC0) == 0x80 ? 0 : 1;
    }
    return count;
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
}
