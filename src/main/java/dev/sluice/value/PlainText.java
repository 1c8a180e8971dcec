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

  private final int length;
  private final long[] words;

  /** The bits of the last word that count. */
  private final long mask;

  private final boolean hasReturns;
  private final int lines;
  private final int lastLine;

  private PlainText(byte[] text, int from, int length) {
    this.length = length;
    words = new long[(length + Long.BYTES - 1) / Long.BYTES];
    int feeds = 0;
    int last = 0;
    boolean returns = false;
    for (int i = 0; i < length; i++) {
      words[i / Long.BYTES] |= (text[from + i] & 0xFFL) << (Byte.SIZE * (i % Long.BYTES));
      if (text[from + i] == '\n') {
        feeds++;
        last = i + 1;
      }
      returns |= text[from + i] == '\r';
    }
    hasReturns = returns;
    lines = feeds;
    lastLine = last;
    mask = -1L >>> (Byte.SIZE * (Long.BYTES * words.length - length));
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
    int last = words.length - 1;
    if (from + Long.BYTES * words.length > end) {
      return false;
    }
    int at = from;
    for (int i = 0; i < last; i++, at += Long.BYTES) {
      if ((long) WORDS.get(json, at) != words[i]) {
        return false;
      }
    }
    return (((long) WORDS.get(json, at) ^ words[last]) & mask) == 0;
  }
}
