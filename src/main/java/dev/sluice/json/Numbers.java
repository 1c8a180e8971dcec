package dev.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Parses JSON numbers to the smallest Java types that preserve their kinds and exact values. */
final class Numbers {

  /** Decimal digits that every double preserves: DBL_DIG of IEEE 754 binary64. */
  private static final int SAFE_DIGITS = 15;

  /** Integers of up to this many characters always fit a long. */
  private static final int SAFE_LONG = 18;

  /** Decimals of up to this many characters never underflow: the least above 0 is {@code 1e-99}. */
  private static final int SHORT = 5;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Numbers() {}

  static Number of(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? integer(parser) : decimal(parser);
  }

  private static Number integer(JsonParser parser) throws IOException {
    if (parser.getTextLength() <= SAFE_LONG) {
      return parser.getLongValue();
    }
    BigInteger value = new BigInteger(parser.getText());
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  /**
   * Whether the digits of a number without an exponent fit a long, and those of a decimal a double.
   *
   * @param length its characters, negative for a decimal
   */
  static boolean isShort(int length) {
    return length <= SAFE_LONG && -length <= SAFE_DIGITS + 1;
  }

  /** A decimal {@linkplain #isShort short enough}; see {@link #plain}. */
  static double decimal(long digits, int places, boolean negative) {
    double value = digits / POWERS_OF_TEN[places];
    return negative ? -value : value;
  }

  /** The number that these bytes represent. */
  static Number parsed(byte[] bytes, int from, int to) {
    try (JsonParser parser = Parsers.whole(bytes, from, to)) {
      parser.nextToken();
      return of(parser);
    } catch (IOException e) {
      throw new IllegalStateException("reading a number from an array cannot fail", e);
    }
  }

  private static Number decimal(JsonParser parser) throws IOException {
    int length = parser.getTextLength();
    if (length <= SAFE_DIGITS + 1) {
      double plain = plain(parser.getTextCharacters(), parser.getTextOffset(), length);
      if (!Double.isNaN(plain)) {
        return plain;
      }
    }
    double value = parser.getDoubleValue();
    boolean normal = Math.abs(value) >= Double.MIN_NORMAL || length <= SHORT;
    if ((normal && length <= SAFE_DIGITS + 1) || Double.isInfinite(value) || value == 0) {
      return value;
    }
    String text = parser.getText();
    int digits = significantDigits(text);
    if (normal && digits <= SAFE_DIGITS) {
      return value;
    }
    return exact(text, value);
  }

  /**
   * The value of a decimal without an exponent, or NaN if it has one. Its digits and the power of
   * ten they are divided by are exact doubles, so the quotient is the nearest one: see W. D.
   * Clinger, How to Read Floating Point Numbers Accurately (1990).
   */
  private static double plain(char[] text, int offset, int length) {
    boolean negative = text[offset] == '-';
    long digits = 0;
    int point = 0;
    for (int i = negative ? 1 : 0; i < length; i++) {
      char next = text[offset + i];
      if (next == '.') {
        point = i;
      } else if (next >= '0' && next <= '9') {
        digits = 10 * digits + (next - '0');
      } else {
        return Double.NaN;
      }
    }
    return decimal(digits, point == 0 ? 0 : length - 1 - point, negative);
  }

  private static Number exact(String text, double value) {
    BigDecimal exact = new BigDecimal(text);
    return exact.compareTo(new BigDecimal(Double.toString(value))) == 0 ? (Number) value : exact;
  }

  private static int significantDigits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == 'e' || next == 'E') {
        break;
      }
      if ((next >= '1' && next <= '9') || (next == '0' && digits > 0)) {
        digits++;
      }
    }
    return digits;
  }
}
