package dev.sluice.json;

import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.value.PrintableText;

/**
 * Decodes the strings of the fast lane that have escapes or characters beyond ASCII. It steps back
 * where {@link LaneBytes} does.
 */
final class LaneText {

  private final byte[] bytes;
  private final int end;
  private final StringBuilder text = new StringBuilder();
  private int at;

  LaneText(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** The index behind the quote that ends the string read last. */
  int at() {
    return at;
  }

  /**
   * Reads a string.
   *
   * @param from the index behind the quote that begins it
   */
  String read(int from) throws StepBack {
    text.setLength(0);
    int next = from;
    while (next < end) {
      byte found = bytes[next++];
      if (found == '"') {
        at = next;
        return paired();
      }
      if (found == '\\') {
        next = escape(next);
      } else if (found < 0) {
        next = sequence(found & 0xFF, next);
      } else if (found < ' ') {
        throw LaneBytes.stepBack();
      } else {
        text.append((char) found);
      }
    }
    throw LaneBytes.stepBack();
  }

  private String paired() throws StepBack {
    String found = text.toString();
    if (PrintableText.hasLoneSurrogate(found)) {
      throw LaneBytes.stepBack();
    }
    return found;
  }

  private int escape(int from) throws StepBack {
    byte found = byteAt(from);
    switch (found) {
      case '"', '\\', '/' -> text.append((char) found);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        int unit = 0;
        for (int i = 1; i <= 4; i++) {
          unit = unit << 4 | hexadecimal(byteAt(from + i));
        }
        text.append((char) unit);
        return from + 5;
      }
      default -> throw LaneBytes.stepBack();
    }
    return from + 1;
  }

  private static int hexadecimal(byte digit) throws StepBack {
    int value = Character.digit(digit, 16);
    if (value < 0) {
      throw LaneBytes.stepBack();
    }
    return value;
  }

  /** A sequence of two to four bytes, by the table of RFC 3629, section 4. */
  private int sequence(int first, int from) throws StepBack {
    if (first >= 0xC2 && first <= 0xDF) {
      text.append((char) ((first & 0x1F) << 6 | tail(from)));
      return from + 1;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      int point = (first & 0x0F) << 12 | tail(from) << 6 | tail(from + 1);
      if (point < 0x800 || (point >= 0xD800 && point <= 0xDFFF)) {
        throw LaneBytes.stepBack();
      }
      text.append((char) point);
      return from + 2;
    }
    if (first >= 0xF0 && first <= 0xF4) {
      int point = (first & 0x07) << 18 | tail(from) << 12 | tail(from + 1) << 6 | tail(from + 2);
      if (point < 0x10000 || point > 0x10FFFF) {
        throw LaneBytes.stepBack();
      }
      text.appendCodePoint(point);
      return from + 3;
    }
    throw LaneBytes.stepBack();
  }

  private int tail(int index) throws StepBack {
    byte found = byteAt(index);
    if ((found & 0xC0) != 0x80) {
      throw LaneBytes.stepBack();
    }
    return found & 0x3F;
  }

  private byte byteAt(int index) throws StepBack {
    if (index >= end) {
      throw LaneBytes.stepBack();
    }
    return bytes[index];
  }
}
