package dev.sluice.write;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A chunk of JSON text being filled; escapes and encodes characters. */
final class JsonBuffer {

  private static final int SIZE = 64 << 10;

  /** The room at the beginning, which often suffices for a single value. */
  private static final int FIRST_SIZE = 1 << 8;

  /** The maximum length of one character: two escapes. */
  private static final int WIDEST = 12;

  /**
   * A control character that JSON allows raw; writers that escape non-ASCII characters escape it.
   */
  static final char DELETE = 0x7F;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The character after the backslash for each ASCII character, or 0 if it is not escaped. */
  private static final byte[] ESCAPES = escapes();

  private final boolean ascii;
  private byte[] bytes = new byte[FIRST_SIZE];
  private int used;

  /**
   * An empty chunk.
   *
   * @param ascii whether non-ASCII characters are escaped
   */
  JsonBuffer(boolean ascii) {
    this.ascii = ascii;
  }

  /** Whether the chunk must be taken before more text is put. */
  boolean isFull() {
    if (used > SIZE - WIDEST) {
      return true;
    }
    if (used > bytes.length - WIDEST) {
      bytes = Arrays.copyOf(bytes, Math.min(SIZE, 4 * bytes.length));
    }
    return false;
  }

  /** Returns the chunk and starts a new one. */
  ByteBuffer take() {
    ByteBuffer taken = ByteBuffer.wrap(bytes, 0, used);
    bytes = new byte[SIZE];
    used = 0;
    return taken;
  }

  void put(char next) {
    reserve(1);
    bytes[used++] = (byte) next;
  }

  /**
   * Puts bytes as they are, as many as there is room for.
   *
   * @return the index at which it stopped
   */
  int putBytes(byte[] source, int from, int to) {
    int at = from;
    while (at < to && !isFull()) {
      int count = Math.min(to - at, bytes.length - used);
      System.arraycopy(source, at, bytes, used, count);
      used += count;
      at += count;
    }
    return at;
  }

  void putByteOrderMark() {
    reserve(3);
    bytes[used++] = (byte) 0xEF;
    bytes[used++] = (byte) 0xBB;
    bytes[used++] = (byte) 0xBF;
  }

  /** Puts ASCII characters that need no escape. */
  void put(String plain) {
    int length = plain.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[used++] = (byte) plain.charAt(i);
    }
  }

  /**
   * Puts the characters of a string, as many as there is room for.
   *
   * @param from the index of the first character
   * @return the index at which it stopped
   */
  int putText(String text, int from) {
    int length = text.length();
    int at = from;
    while (at < length && !isFull()) {
      char next = text.charAt(at++);
      if (next < 0x80) {
        putAscii(next);
      } else if (Character.isHighSurrogate(next)
          && at < length
          && Character.isLowSurrogate(text.charAt(at))) {
        putPair(next, text.charAt(at++));
      } else {
        putBeyondAscii(next);
      }
    }
    return at;
  }

  private void putAscii(char next) {
    byte escape = ESCAPES[next];
    if (escape == 0 && !(ascii && next == DELETE)) {
      bytes[used++] = (byte) next;
    } else if (escape == 'u' || next == DELETE) {
      putUnit(next);
    } else {
      bytes[used++] = '\\';
      bytes[used++] = escape;
    }
  }

  private void putPair(char high, char low) {
    if (ascii) {
      putUnit(high);
      putUnit(low);
      return;
    }
    int point = Character.toCodePoint(high, low);
    bytes[used++] = (byte) (0xF0 | (point >> 18));
    bytes[used++] = (byte) (0x80 | (point >> 12 & 0x3F));
    bytes[used++] = (byte) (0x80 | (point >> 6 & 0x3F));
    bytes[used++] = (byte) (0x80 | (point & 0x3F));
  }

  /** Puts a character of two or three bytes; a lone surrogate is escaped. */
  private void putBeyondAscii(char next) {
    if (ascii || Character.isSurrogate(next)) {
      putUnit(next);
    } else if (next < 0x800) {
      bytes[used++] = (byte) (0xC0 | (next >> 6));
      bytes[used++] = (byte) (0x80 | (next & 0x3F));
    } else {
      bytes[used++] = (byte) (0xE0 | (next >> 12));
      bytes[used++] = (byte) (0x80 | (next >> 6 & 0x3F));
      bytes[used++] = (byte) (0x80 | (next & 0x3F));
    }
  }

  private void putUnit(char next) {
    bytes[used++] = '\\';
    bytes[used++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[used++] = HEX[next >> shift & 0xF];
    }
  }

  /** Makes room for a number or an indentation near the chunk's end. */
  private void reserve(int more) {
    if (used + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length + Math.max(more, 1 << 10));
    }
  }

  private static byte[] escapes() {
    byte[] escapes = new byte[0x80];
    Arrays.fill(escapes, 0, 0x20, (byte) 'u');
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }
}
