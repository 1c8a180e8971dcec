package dev.sluice.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text that is expected again in a document, compared eight bytes at a time: a key with the quote
 * behind it, or all that stands between two values. Immutable.
 */
public final class PlainText {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The maximum number of bytes that are compared without a loop. */
  private static final int SHORT = 4 * Long.BYTES;

  private final int length;

  /** All bytes, if they are fewer than eight or more than {@value #SHORT}; otherwise empty. */
  private final long[] words;

  /** The bits of the last word that count. */
  private final long mask;

  /*
   * Otherwise, the words at 0, 8, 16 and at the end, none of which goes beyond it: they overlap, so
   * that the number of words makes no difference.
   */
  private final long first;
  private final long second;
  private final long third;
  private final long last;

  private final boolean hasReturns;
  private final int lines;
  private final int lastLine;

  private PlainText(byte[] text, int from, int length) {
    this.length = length;
    int feeds = 0;
    int line = 0;
    boolean returns = false;
    for (int i = 0; i < length; i++) {
      if (text[from + i] == '\n') {
        feeds++;
        line = i + 1;
      }
      returns |= text[from + i] == '\r';
    }
    hasReturns = returns;
    lines = feeds;
    lastLine = line;
    boolean isShort = length >= Long.BYTES && length <= SHORT;
    int end = from + length - Long.BYTES;
    first = isShort ? word(text, from) : 0;
    second = isShort ? word(text, Math.min(from + Long.BYTES, end)) : 0;
    third = isShort ? word(text, Math.min(from + 2 * Long.BYTES, end)) : 0;
    last = isShort ? word(text, end) : 0;
    words = new long[isShort ? 0 : (length + Long.BYTES - 1) / Long.BYTES];
    for (int i = 0; i < length && !isShort; i++) {
      words[i / Long.BYTES] |= (text[from + i] & 0xFFL) << (Byte.SIZE * (i % Long.BYTES));
    }
    mask = isShort ? 0 : -1L >>> (Byte.SIZE * (Long.BYTES * words.length - length));
  }

  /** The bytes of a text from one index to a later one. */
  static PlainText of(byte[] text, int from, int to) {
    return new PlainText(text, from, to - from);
  }

  /** A key and its quote; null for one that needs escapes or has characters beyond ASCII. */
  static @Nullable PlainText ofKey(String key) {
    for (int i = 0; i < key.length(); i++) { // a load does this for hundreds of shapes
      char next = key.charAt(i);
      if (next < ' ' || next >= 0x7F || next == '"' || next == '\\') {
        return null;
      }
    }
    byte[] text = (key + '"').getBytes(StandardCharsets.ISO_8859_1);
    return new PlainText(text, 0, text.length);
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** Whether it has a CR, which may end a line as well. */
  boolean hasReturns() {
    return hasReturns;
  }

  /** How many line feeds it has. */
  public int lines() {
    return lines;
  }

  /** The number of bytes up to its last line feed and including it; 0 if it has none. */
  public int lastLine() {
    return lastLine;
  }

  /** Whether it stands at an index of some text, of which all bytes up to an end count. */
  public boolean stands(byte[] json, int from, int end) {
    if (words.length > 0) {
      return standsInLoop(json, from, end);
    }
    int to = from + length - Long.BYTES;
    return from + length <= end
        && word(json, from) == first
        && ((word(json, Math.min(from + Long.BYTES, to)) ^ second)
                | (word(json, Math.min(from + 2 * Long.BYTES, to)) ^ third)
                | (word(json, to) ^ last))
            == 0;
  }

  private boolean standsInLoop(byte[] json, int from, int end) {
    int behind = words.length - 1;
    if (from + Long.BYTES * words.length > end) {
      return false;
    }
    int at = from;
    for (int i = 0; i < behind; i++, at += Long.BYTES) {
      if (word(json, at) != words[i]) {
        return false;
      }
    }
    return ((word(json, at) ^ words[behind]) & mask) == 0;
  }

  private static long word(byte[] text, int at) {
    return (long) WORDS.get(text, at);
  }
}
