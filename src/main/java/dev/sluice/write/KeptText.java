package dev.sluice.write;

import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.text.NumberText;
import dev.sluice.value.ShapedMap;

/**
 * Writes values that a definition keeps as the bytes of its document, without building them. The
 * text is that of the values: white space, escapes and the notation of numbers are the writer's.
 *
 * <p>It stops as soon as the buffer is full, even within a string, and continues from there.
 */
final class KeptText {

  /** Decimals of up to this many characters have no more digits than every double preserves. */
  private static final int SAFE_LENGTH = 16;

  /** A decimal that begins like this, with or without a sign, may be written with an exponent. */
  private static final byte[] TINY = {'0', '.', '0', '0', '0', '0', '0'};

  private final JsonBuffer buffer;
  private final Separators separators;
  private final boolean ascii;

  private byte[] bytes = {};
  private int at;
  private int level;
  private int outerLevel;
  private boolean isQuoted;

  /** What reads the numbers in the bytes, if there is one that is written differently. */
  private LaneBytes numbers = LaneBytes.NONE;

  /**
   * Writes into a buffer.
   *
   * @param ascii whether non-ASCII characters are escaped
   */
  KeptText(JsonBuffer buffer, Separators separators, boolean ascii) {
    this.buffer = buffer;
    this.separators = separators;
    this.ascii = ascii;
  }

  /**
   * Begins with a value.
   *
   * @param text the bytes of the value and others, as {@link ShapedMap.Text} has them
   * @param from the index of the value
   * @param open how many containers are open around it
   */
  void begin(byte[] text, int from, int open) {
    bytes = text;
    at = from;
    level = open;
    outerLevel = open;
  }

  /** The index after the value and the comma that follows it, once all is written. */
  int at() {
    return at;
  }

  /** Writes until the buffer is full or the value ends; returns whether it has ended. */
  boolean goOn() {
    while (!buffer.isFull()) {
      byte next = isQuoted ? (byte) '"' : bytes[at];
      switch (next) {
        case '"' -> string();
        case ',' -> {
          at++;
          if (level == outerLevel) {
            return true;
          }
          separators.comma(level);
        }
        case ':' -> {
          at++;
          separators.colon();
        }
        case '{', '[' -> open(next);
        case '}', ']' -> {
          at++;
          level--;
          separators.line(level);
          buffer.put((char) next);
        }
        case 't', 'n' -> literal("true".length());
        case 'f' -> literal("false".length());
        default -> number();
      }
    }
    return false;
  }

  private void open(byte bracket) {
    buffer.put((char) bracket);
    byte next = bytes[++at];
    if (next == '}' || next == ']') {
      buffer.put((char) next);
      at++;
    } else {
      level++;
      separators.line(level);
    }
  }

  private void literal(int length) {
    buffer.put(bytes, at, at + length);
    at += length;
  }

  /** Writes a name or a string, or the rest of one, as far as there is room. */
  private void string() {
    if (!isQuoted) {
      isQuoted = true;
      buffer.put('"');
      at++;
    }
    while (!buffer.isFull()) {
      at = buffer.putPlain(bytes, at);
      byte next = bytes[at];
      if (next == '"') {
        at++;
        buffer.put('"');
        isQuoted = false;
        return;
      }
      if (next == '\\') {
        escape(bytes[at + 1]);
      } else if (ascii && next < 0) {
        sequence(next);
      } else if (ascii && next == JsonBuffer.DELETE) {
        at++;
        buffer.putCharacter(JsonBuffer.DELETE);
      }
    }
  }

  private void escape(byte kind) {
    if (kind == 'u') {
      int point = unit(at + 2);
      at += 6;
      if (Character.isHighSurrogate((char) point)) {
        point = Character.toCodePoint((char) point, (char) unit(at + 2));
        at += 6;
      }
      buffer.putCharacter(point);
    } else {
      if (kind != '/') {
        buffer.put('\\');
      }
      buffer.put((char) kind);
      at += 2;
    }
  }

  private int unit(int from) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      unit = unit << 4 | Character.digit(bytes[from + i], 16);
    }
    return unit;
  }

  /** Writes a character of two to four bytes of UTF-8. */
  private void sequence(byte first) {
    int length = first >= (byte) 0xF0 ? 4 : first >= (byte) 0xE0 ? 3 : 2;
    int point = first & (0xFF >> (length + 1));
    for (int i = 1; i < length; i++) {
      point = point << 6 | (bytes[at + i] & 0x3F);
    }
    at += length;
    buffer.putCharacter(point);
  }

  private void number() {
    int point = 0;
    boolean hasExponent = false;
    int to = at;
    for (byte next = bytes[to]; next != ',' && next != '}' && next != ']'; next = bytes[++to]) {
      if (next == '.') {
        point = to;
      }
      hasExponent |= (next | 0x20) == 'e';
    }
    if (hasExponent || (point == 0 ? isNegativeZero(to) : !isShortest(point, to))) {
      buffer.put(NumberText.of(numberAt()));
    } else {
      buffer.put(bytes, at, to);
    }
    at = to;
  }

  /** Whether an integer is -0, which has the value 0. */
  private boolean isNegativeZero(int to) {
    return to - at == 2 && bytes[at] == '-' && bytes[at + 1] == '0';
  }

  /**
   * Whether a decimal without an exponent certainly is what is written for its value: it has so few
   * digits that no other decimal with so few has the same value, no needless zeros, and is not too
   * close to zero.
   */
  private boolean isShortest(int point, int to) {
    if (to - at > SAFE_LENGTH || (bytes[to - 1] == '0' && to - point > 2)) {
      return false;
    }
    int from = bytes[at] == '-' ? at + 1 : at;
    int i = 0;
    while (i < TINY.length && bytes[from + i] == TINY[i]) {
      i++;
    }
    return i < TINY.length;
  }

  private Number numberAt() {
    if (numbers.array() != bytes) {
      numbers = LaneBytes.of(bytes);
    }
    numbers.moveTo(at);
    try {
      return numbers.number(numbers.number());
    } catch (StepBack e) {
      throw new IllegalStateException("a kept number cannot be read", e);
    }
  }
}
