package dev.sluice.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A chunk of JSON text being filled; escapes and encodes characters. */
final class JsonBuffer {

  private static final int SIZE = 64 << 10;

  /** The room at the beginning, which often suffices for a single value. */
  private static final int FIRST_SIZE = 1 << 8;

  /** A chunk with less room is full, so that short tokens hardly ever make it grow. */
  private static final int SLACK = 1 << 9;

  /** The maximum length of one character: two escapes. */
  private static final int WIDEST = 12;

  /** The room for further characters that a chunk has at least, unless it is full. */
  private static final int ROOM = 4 * WIDEST;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  /**
   * A control character that JSON allows raw; writers that escape non-ASCII characters escape it.
   */
  static final char DELETE = 0x7F;

  private static final long DELETES = DELETE * ONES;

  /** Strings of up to this many characters are put as a whole. */
  private static final int SHORT = 40;

  private static final byte[] NOTHING = {};

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The character after the backslash for each ASCII character, or 0 if it is not escaped. */
  private static final byte[] ESCAPES = escapes();

  private final boolean ascii;
  private byte[] bytes = NOTHING;
  private int used;

  /** How many bytes the rest of the text will probably have. */
  private long expected;

  /**
   * An empty chunk.
   *
   * @param ascii whether non-ASCII characters are escaped
   * @param expected how many bytes the text will probably have; 0 if that is not known
   */
  JsonBuffer(boolean ascii, long expected) {
    this.ascii = ascii;
    this.expected = expected;
  }

  /** Whether the chunk must be taken before more text is put. */
  boolean isFull() {
    if (used > SIZE - SLACK) {
      return true;
    }
    if (bytes.length == 0) {
      bytes = new byte[(int) Math.max(FIRST_SIZE, Math.min(expected, SIZE))];
    } else if (used > bytes.length - ROOM) {
      bytes = Arrays.copyOf(bytes, Math.min(SIZE, 2 * bytes.length));
    }
    return false;
  }

  /** Returns the chunk and starts a new one. */
  ByteBuffer take() {
    ByteBuffer taken = ByteBuffer.wrap(bytes, 0, used);
    expected = expected > used ? expected - used : SIZE;
    bytes = NOTHING;
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

  /**
   * Puts bytes of a JSON string as they are, as many as there is room for, up to the first that
   * ends the string or may have to be written differently: a quote, a backslash, or where those are
   * escaped, a byte beyond ASCII or {@link #DELETE}.
   *
   * <p>For the tests for a zero byte in a word, see H. S. Warren, Hacker's Delight, section 6-1:
   * the lowest bit set is exact.
   *
   * @return the index at which it stopped
   */
  int putPlain(byte[] source, int from) {
    byte[] to = bytes;
    int at = from;
    int next = used;
    int end = Math.min(source.length, from + to.length - WIDEST - next);
    long escaped = ascii ? -1L : 0L;
    for (; at <= end - Long.BYTES; at += Long.BYTES, next += Long.BYTES) {
      long word = (long) WORDS.get(source, at);
      WORDS.set(to, next, word);
      long quotes = word ^ QUOTES;
      long backslashes = word ^ BACKSLASHES;
      long deletes = word ^ DELETES;
      long stops =
          (((quotes - ONES) & ~quotes)
                  | ((backslashes - ONES) & ~backslashes)
                  | ((word | ((deletes - ONES) & ~deletes)) & escaped))
              & TOP_BITS;
      if (stops != 0) {
        int plain = Long.numberOfTrailingZeros(stops) >>> 3;
        used = next + plain;
        return at + plain;
      }
    }
    while (at < end && isPlain(source[at])) {
      to[next++] = source[at++];
    }
    used = next;
    return at;
  }

  private boolean isPlain(byte next) {
    return next != '"' && next != '\\' && !(ascii && (next < 0 || next == DELETE));
  }

  /** How many bytes the chunk has. */
  int size() {
    return used;
  }

  /** A copy of the bytes from an index on. */
  byte[] copy(int from) {
    return Arrays.copyOfRange(bytes, from, used);
  }

  void putByteOrderMark() {
    reserve(3);
    bytes[used++] = (byte) 0xEF;
    bytes[used++] = (byte) 0xBB;
    bytes[used++] = (byte) 0xBF;
  }

  /** Puts bytes as they are. */
  void put(byte[] source, int from, int to) {
    int length = to - from;
    reserve(length);
    System.arraycopy(source, from, bytes, used, length);
    used += length;
  }

  /** Puts ASCII characters that need no escape. */
  void put(String plain) {
    int length = plain.length();
    reserve(length);
    byte[] to = bytes;
    int next = used;
    for (int i = 0; i < length; i++) {
      to[next++] = (byte) plain.charAt(i);
    }
    used = next;
  }

  /** Puts a short string with its quotes; returns whether it is short. */
  boolean putShort(String text) {
    int length = text.length();
    if (length > SHORT) {
      return false;
    }
    reserve(length * WIDEST / 2 + 2);
    bytes[used++] = '"';
    int at = putPlain(text, 0, length);
    while (at < length) {
      at = putCharacter(text, at);
    }
    bytes[used++] = '"';
    return true;
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
      int plain = putPlain(text, at, Math.min(length, at + bytes.length - WIDEST - used));
      at = plain > at ? plain : putCharacter(text, at);
    }
    return at;
  }

  /** Puts the characters between two indices up to the first that may need an escape. */
  private int putPlain(String text, int from, int end) {
    byte[] to = bytes;
    int next = used;
    int at = from;
    for (; at < end; at++) {
      char character = text.charAt(at);
      if (character >= DELETE || ESCAPES[character] != 0) {
        break;
      }
      to[next++] = (byte) character;
    }
    used = next;
    return at;
  }

  /** Puts the character at an index; returns the index after it. */
  private int putCharacter(String text, int at) {
    char next = text.charAt(at);
    if (next < 0x80) {
      putAscii(next);
    } else if (Character.isHighSurrogate(next)
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1))) {
      putPair(next, text.charAt(at + 1));
      return at + 2;
    } else {
      putBeyondAscii(next);
    }
    return at + 1;
  }

  /** Puts a character of a string, for which there is room if the chunk was not full. */
  void putCharacter(int point) {
    if (point < 0x80) {
      putAscii((char) point);
    } else if (Character.isSupplementaryCodePoint(point)) {
      putPair(Character.highSurrogate(point), Character.lowSurrogate(point));
    } else {
      putBeyondAscii((char) point);
    }
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
