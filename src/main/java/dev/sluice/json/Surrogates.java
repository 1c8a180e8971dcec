package dev.sluice.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Detects escaped surrogates, which are invalid unless they come in pairs.
 *
 * <p>An instance searches the bytes of a document for escaped surrogates, wherever the chunks are
 * cut. Hardly any document has some, so the strings of most documents need not be checked.
 */
final class Surrogates {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;
  private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;

  /** The number of characters of the current escape: 0 outside, 1 after the backslash. */
  private int escape;

  private boolean found;

  /** Processes the next bytes of the document. */
  void lookAt(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !found) {
      if (escape == 0) {
        at = plain(bytes, at, to);
      }
      if (at < to) {
        step(bytes[at++]);
      }
    }
  }

  /** Skips eight bytes at a time as long as they contain no backslash. */
  private static int plain(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long difference = (long) WORDS.get(bytes, at) ^ BACKSLASHES;
      // the classic test for a zero byte; see H. S. Warren, Hacker's Delight, section 6-1
      if (((difference - ONES) & ~difference & TOP_BITS) != 0) {
        break;
      }
      at += Long.BYTES;
    }
    return at;
  }

  private void step(byte next) {
    switch (escape) {
      case 0 -> escape = next == '\\' ? 1 : 0;
      case 1 -> escape = next == 'u' ? 2 : 0;
      case 2 -> escape = next == 'd' || next == 'D' ? 3 : 0;
      default -> {
        found = Character.digit(next, 16) >= 8; // D800 to DFFF
        escape = 0;
      }
    }
  }

  /** Whether an escaped surrogate has been seen. */
  boolean found() {
    return found;
  }
}
