package dev.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** JSON numbers as the smallest Java number that keeps their kind and exact value. */
final class Numbers {

  /** Decimal digits that every double keeps: DBL_DIG of IEEE 754 binary64. */
  private static final int SAFE_DIGITS = 15;

  /** Characters of an integer that always fits a long. */
  private static final int SAFE_LONG = 18;

  private Numbers() {}

  static Number of(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      if (parser.getTextLength() <= SAFE_LONG) {
        return parser.getLongValue();
      }
      BigInteger value = new BigInteger(parser.getText());
      return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }
    double value = parser.getDoubleValue();
    if (parser.getTextLength() <= SAFE_DIGITS + 1 || Double.isInfinite(value)) {
      return value;
    }
    String text = parser.getText();
    if (significantDigits(text) <= SAFE_DIGITS && value != 0) {
      return value;
    }
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
