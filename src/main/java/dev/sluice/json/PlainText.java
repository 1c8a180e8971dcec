package dev.sluice.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strings that stand in a document's bytes just as they are: ASCII without escapes.
 *
 * <p>Almost all strings are. Taking them from the bytes spares the way over the parser's character
 * buffer, whose freshly written characters are slow to read back in bulk.
 */
final class PlainText {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private PlainText() {}

  /**
   * The length of the string that begins at {@code start}, or -1 if it is not plain.
   *
   * @param end index after the last byte that may be looked at
   */
  static int length(byte[] bytes, int start, int end) {
    int at = start;
    while (at + 8 <= end) {
      long eight = (long) LONGS.get(bytes, at);
      // the lowest bit set belongs to the first such byte; see Warren, Hacker's Delight, 6-1
      long special = zeroes(eight ^ QUOTES) | zeroes(eight ^ BACKSLASHES) | (eight & HIGHS);
      if (special != 0) {
        at += Long.numberOfTrailingZeros(special) >>> 3;
        return bytes[at] == '"' ? at - start : -1;
      }
      at += 8;
    }
    while (at < end && bytes[at] != '\\' && bytes[at] >= 0) {
      if (bytes[at] == '"') {
        return at - start;
      }
      at++;
    }
    return -1;
  }

  private static long zeroes(long word) {
    return (word - ONES) & ~word & HIGHS;
  }
}
