package dev.sluice.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The white space of JSON (RFC 8259, section 2); everything else outside strings is a token. */
final class Blanks {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SPACES = 0x2020202020202020L;

  private Blanks() {}

  static boolean isBlank(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  /** The index of the first byte that is not a blank, starting at {@code from}, or {@code end}. */
  static int skip(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && isBlank(bytes[at])) {
      at = skipSpaces(bytes, at + 1, end);
    }
    return at;
  }

  /**
   * The index of the first byte that is not a space, or an earlier one: only whole words of eight
   * bytes are compared, because indentation is long.
   */
  private static int skipSpaces(byte[] bytes, int from, int end) {
    int at = from;
    while (at + Long.BYTES <= end) {
      long others = (long) WORDS.get(bytes, at) ^ SPACES;
      if (others != 0) {
        return at + (Long.numberOfTrailingZeros(others) >>> 3);
      }
      at += Long.BYTES;
    }
    return at;
  }

  /** The index at which the blanks before {@code to} begin, at least {@code least}. */
  static int skipBack(byte[] bytes, int least, int to) {
    int at = to;
    while (at > least && isBlank(bytes[at - 1])) {
      at--;
    }
    return at;
  }
}
