package dev.sluice.json;

import dev.sluice.model.Layout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Detects the layout of a document from its first bytes, its last bytes, and the first non-ASCII
 * character.
 *
 * <p>The first occurrence decides. So there is also a result for a document with mixed layout, and
 * for bytes that are not JSON.
 */
public final class LayoutDetector {

  /** The number of bytes kept from the beginning, which should include the first colon. */
  private static final int HEAD = 512;

  /** The maximum number of blanks of an indentation. */
  private static final int WIDEST_INDENT = 16;

  /** The maximum number of blanks after a document that are preserved. */
  private static final int MOST_END = 64;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;
  private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;

  private final byte[] head = new byte[HEAD];
  private int headLength;
  private final byte[] end = new byte[MOST_END];

  /** The number of blanks at the end so far, at most one more than are preserved. */
  private int endLength;

  /** Whether a non-ASCII character has been seen, and whether it was escaped. */
  private boolean decided;

  private boolean ascii;

  /** The number of characters of the current escape: 0 outside, 1 after the backslash. */
  private int escape;

  private int unit;

  /** Processes the next chunk, which is not modified. */
  public void add(ByteBuffer chunk) {
    int length = chunk.remaining();
    if (length == 0) {
      return;
    }
    byte[] bytes = chunk.array();
    int from = chunk.arrayOffset() + chunk.position();
    int to = from + length;
    int text = skipMark(bytes, from, to);
    int taken = Math.min(HEAD - headLength, length);
    System.arraycopy(bytes, from, head, headLength, taken);
    headLength += taken;
    keepEnd(bytes, from, to);
    if (!decided) {
      lookForCharacters(bytes, text, to);
    }
  }

  /** Skips the bytes of the byte order mark, which is not part of the text. */
  private int skipMark(byte[] bytes, int from, int to) {
    int at = from;
    for (int i = headLength; at < to && i < MARK.length && bytes[at] == MARK[i]; i++) {
      at++;
    }
    return at;
  }

  private void keepEnd(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && to - at <= MOST_END && isBlank(bytes[at - 1])) {
      at--;
    }
    if (at > from) {
      endLength = 0;
    }
    int more = to - at;
    if (endLength + more <= MOST_END) {
      System.arraycopy(bytes, at, end, endLength, more);
    }
    endLength = Math.min(endLength + more, MOST_END + 1);
  }

  private static boolean isBlank(byte next) {
    return next == ' ' || next == '\t' || next == '\n' || next == '\r';
  }

  /** Processes eight bytes at a time as long as they are plain, which nearly all are. */
  private void lookForCharacters(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !decided) {
      if (escape == 0) {
        at = behindPlain(bytes, at, to);
      }
      if (at < to) {
        lookAt(bytes[at++]);
      }
    }
  }

  /** Walks over plain bytes, 32 and then eight at a time; at most seven of them are left. */
  private static int behindPlain(byte[] bytes, int from, int to) {
    int at = from;
    while (at + 4 * Long.BYTES <= to
        && ((stops(bytes, at)
                    | stops(bytes, at + Long.BYTES)
                    | stops(bytes, at + 2 * Long.BYTES)
                    | stops(bytes, at + 3 * Long.BYTES))
                & TOP_BITS)
            == 0) {
      at += 4 * Long.BYTES;
    }
    while (at + Long.BYTES <= to && (stops(bytes, at) & TOP_BITS) == 0) {
      at += Long.BYTES;
    }
    return at;
  }

  /** A top bit is set if one of eight bytes is a backslash or non-ASCII. */
  private static long stops(byte[] bytes, int at) {
    long word = (long) WORDS.get(bytes, at);
    long difference = word ^ BACKSLASHES;
    // the classic test for a zero byte; see H. S. Warren, Hacker's Delight, section 6-1
    return word | ((difference - ONES) & ~difference);
  }

  private void lookAt(byte next) {
    if (next < 0) {
      decided = true;
    } else if (escape == 0) {
      escape = next == '\\' ? 1 : 0;
    } else if (escape == 1) {
      escape = next == 'u' ? 2 : 0;
      unit = 0;
    } else {
      unit = unit << 4 | Math.max(Character.digit(next, 16), 0);
      if (++escape == 6) {
        escape = 0;
        ascii = decided = unit >= 0x7F;
      }
    }
  }

  /** The detected layout. */
  public Layout layout() {
    int mark = markLength();
    int at = mark;
    while (at < headLength && head[at] != '{') {
      at++;
    }
    int next = at + 1;
    boolean broken = byteAt(next) == '\n' || byteAt(next) == '\r';
    String lineBreak = byteAt(next) != '\r' ? "\n" : byteAt(next + 1) == '\n' ? "\r\n" : "\r";
    String indent = broken ? indentAt(next + lineBreak.length()) : "";
    return new Layout(indent, lineBreak, isSpaced(next), ascii, end(lineBreak), mark > 0);
  }

  private String end(String lineBreak) {
    return endLength > MOST_END
        ? lineBreak
        : new String(end, 0, endLength, StandardCharsets.US_ASCII);
  }

  private int markLength() {
    boolean marked =
        headLength >= MARK.length && Arrays.equals(head, 0, MARK.length, MARK, 0, MARK.length);
    return marked ? MARK.length : 0;
  }

  private String indentAt(int from) {
    byte blank = byteAt(from);
    int width = 0;
    while (byteAt(from + width) == blank && width <= WIDEST_INDENT) {
      width++;
    }
    return (blank == ' ' || blank == '\t') && width <= WIDEST_INDENT
        ? Character.toString(blank).repeat(width)
        : Layout.PRETTY.indent();
  }

  /** Whether a space follows the first colon; true if there is no colon. */
  private boolean isSpaced(int from) {
    int at = from;
    while (at < headLength && head[at] != '"') {
      at++;
    }
    at++;
    while (at < headLength && head[at] != '"') {
      at += head[at] == '\\' ? 2 : 1;
    }
    return byteAt(at + 1) != ':' || byteAt(at + 2) == ' ';
  }

  /** A byte of the beginning, or 0 after it. */
  private byte byteAt(int index) {
    return index < headLength ? head[index] : 0;
  }
}
