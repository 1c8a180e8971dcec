package dev.sluice.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Formats numbers in the notation of the format's own writer: an integer as digits, any other
 * number with a decimal point or an exponent, so that it keeps its kind when it is read back.
 *
 * <p>A double gets the fewest digits that distinguish it from its neighbours. Numbers from 0.00001
 * to 10 quadrillion have a decimal point, others an exponent.
 */
public final class NumberText {

  /** Decimal digits that survive the round trip through a double. */
  private static final MathContext SAFE_DIGITS = new MathContext(15);

  /** Maximum number of zeros between the point and the first other digit, as a negative number. */
  private static final int LEAST_POINT = -4;

  /** Maximum number of digits before the point, unless the number itself has more. */
  private static final int MOST_POINT = 16;

  private NumberText() {}

  /**
   * The text of a number.
   *
   * @throws IllegalArgumentException for infinity and NaN, which JSON cannot represent
   */
  public static String of(Number number) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte
        || number instanceof BigInteger) {
      return number.toString();
    }
    if (number instanceof Double value) {
      return ofDouble(value);
    }
    return ofDecimal(new BigDecimal(number.toString()));
  }

  /**
   * The value that a load gives a number with a decimal point or an exponent: a double, unless that
   * loses digits.
   *
   * @throws NumberFormatException if the text is not such a number
   */
  public static Number decimal(String text) {
    double near = Double.parseDouble(text);
    if (near == 0) {
      return near;
    }
    BigDecimal exact = new BigDecimal(text);
    boolean same = new BigDecimal(Double.toString(near)).compareTo(exact) == 0;
    return same ? (Number) near : exact;
  }

  private static String ofDouble(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("not a JSON number: " + value);
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    String text = Double.toString(value);
    double size = Math.abs(value);
    if (text.length() <= SAFE_DIGITS.getPrecision() && size >= 1e-3 && size < 1e7) {
      return text; // so few digits without an exponent are always the shortest
    }
    return ofDecimal(shortest(value, text));
  }

  /** JDKs before 19 produce one digit too many for some doubles. */
  private static BigDecimal shortest(double value, String text) {
    BigDecimal parsed = new BigDecimal(text).stripTrailingZeros();
    BigDecimal rounded = new BigDecimal(value).round(SAFE_DIGITS).stripTrailingZeros();
    return rounded.doubleValue() == value && rounded.precision() < parsed.precision()
        ? rounded
        : parsed;
  }

  private static String ofDecimal(BigDecimal value) {
    if (value.signum() == 0) {
      return "0.0";
    }
    String sign = value.signum() < 0 ? "-" : "";
    String digits = value.unscaledValue().abs().toString();
    int point = digits.length() - value.scale();
    if (point >= LEAST_POINT && point <= Math.max(MOST_POINT, digits.length() - 1)) {
      return sign + positional(digits, point);
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return sign + digits.charAt(0) + fraction + "e" + (point - 1);
  }

  private static String positional(String digits, int point) {
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return digits.length() > point
        ? digits.substring(0, point) + "." + digits.substring(point)
        : digits + "0".repeat(point - digits.length()) + ".0";
  }
}
