package dev.sluice.json;

import dev.sluice.model.Layout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds out how a document is laid out, from its first bytes, its last ones, and the first
 * character beyond ASCII.
 *
 * <p>It believes what it sees first: of a document whose layout changes midway it says something,
 * and of bytes that are no JSON too.
 */
public final class LayoutDetector {

  /** Bytes that are kept of the document's beginning: they should reach to the first colon. */
  private static final int HEAD = 512;

  /** Blanks that can be an indent; more are an accident. */
  private static final int WIDEST_INDENT = 16;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;
  private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;

  private final byte[] head = new byte[HEAD];
  private int headLength;
  private byte last;
  private byte beforeLast;

  /** Whether a character beyond ASCII has been seen, and whether it was an escape. */
  private boolean decided;

  private boolean ascii;

  /** How many characters of an escape have been seen: 0 outside any, 1 after the backslash. */
  private int escape;

  private int unit;

  /** Looks at the next chunk, which stays as it is. */
  public void add(ByteBuffer chunk) {
    int length = chunk.remaining();
    if (length == 0) {
      return;
    }
    byte[] bytes = chunk.array();
    int from = chunk.arrayOffset() + chunk.position();
    int to = from + length;
    int taken = Math.min(HEAD - headLength, length);
    System.arraycopy(bytes, from, head, headLength, taken);
    headLength += taken;
    beforeLast = length > 1 ? bytes[to - 2] : last;
    last = bytes[to - 1];
    if (!decided) {
      lookForCharacters(bytes, from, to);
    }
  }

  /** Eight bytes at a time as long as they are plain, which nearly all are. */
  private void lookForCharacters(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !decided) {
      if (escape == 0) {
        while (at + Long.BYTES <= to && isPlain((long) WORDS.get(bytes, at))) {
          at += Long.BYTES;
        }
      }
      if (at < to) {
        lookAt(bytes[at++]);
      }
    }
  }

  /** Whether none of eight bytes is a backslash or beyond ASCII. */
  private static boolean isPlain(long word) {
    long difference = word ^ BACKSLASHES;
    // the classic test for a zero byte; see H. S. Warren, Hacker's Delight, section 6-1
    long zeros = (difference - ONES) & ~difference;
    return ((word | zeros) & TOP_BITS) == 0;
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

  /** The layout of the document that has been seen. */
  public Layout layout() {
    int at = skipMark();
    while (at < headLength && head[at] != '{') {
      at++;
    }
    int break0 = at + 1;
    boolean broken = byteAt(break0) == '\n' || byteAt(break0) == '\r';
    String lineBreak = byteAt(break0) == '\r' ? "\r\n" : "\n";
    boolean finalBreak = last == '\n';
    if (!broken && finalBreak && beforeLast == '\r') {
      lineBreak = "\r\n";
    }
    String indent = broken ? indentAt(break0 + lineBreak.length()) : "";
    return new Layout(indent, lineBreak, isSpaced(break0), ascii, finalBreak);
  }

  private int skipMark() {
    boolean marked =
        byteAt(0) == (byte) 0xEF && byteAt(1) == (byte) 0xBB && byteAt(2) == (byte) 0xBF;
    return marked ? 3 : 0;
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

  /** Whether a space follows the first colon; true where there is none. */
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

  /** The byte of the beginning, or 0 beyond it. */
  private byte byteAt(int index) {
    return index < headLength ? head[index] : 0;
  }
}
