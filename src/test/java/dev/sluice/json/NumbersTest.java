package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumbersTest {

  static Stream<Arguments> numbers() {
    return Stream.of(
        number("0", 0L),
        number("-0", 0L),
        number("-7", -7L),
        number("999999999999999999", 999_999_999_999_999_999L),
        number("9223372036854775807", Long.MAX_VALUE),
        number("-9223372036854775808", Long.MIN_VALUE),
        number("9223372036854775808", new BigInteger("9223372036854775808")),
        number("-9223372036854775809", new BigInteger("-9223372036854775809")),
        number("1".repeat(99), new BigInteger("1".repeat(99))),
        number("1.0", 1.0),
        number("1e2", 100.0),
        number("1E+2", 100.0),
        number("0.1", 0.1),
        number("-0.0", -0.0),
        number("0e99999999999", 0.0),
        number("-0.00000000000000000000e-99999999999", -0.0),
        number("123456789012.345", 123456789012.345),
        number("0.30000000000000004", 0.30000000000000004),
        number("1234567890123456.0", 1234567890123456.0),
        number("100.00000000000000000000000", 100.0),
        number("1.7976931348623157e308", Double.MAX_VALUE),
        number("2.2250738585072014E-308", Double.MIN_NORMAL),
        number("4.9E-324", Double.MIN_VALUE),
        number("0.1234567890123456789", new BigDecimal("0.1234567890123456789")),
        number("12345678901234567.5", new BigDecimal("12345678901234567.5")),
        number("1.23456789e-320", new BigDecimal("1.23456789e-320")),
        number("0." + "0".repeat(90) + "1e5", 1e-86),
        // what no double is small enough for is 0
        number("1e-324", 0.0),
        number("1e-400", 0.0),
        number("-1.5e-330", -0.0),
        number("1e-9999991", 0.0),
        number("-1e-99999", -0.0),
        number("0e999999999", 0.0),
        number("1e-99999999999999999999", 0.0),
        number("0.00000000000000000001e-2147483647", 0.0));
  }

  private static Arguments number(String text, Number value) {
    return Arguments.of(text, value);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void of_aNumber_isTheSmallestThatKeepsItsKindAndValue(String text, Number value) {
    assertThat(read(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e309", "1e400", "1e99999999999999999999", "179769313486231590000000e290"})
  void of_aDecimalNoDoubleIsNear_isInfinite(String text) {
    assertThat(read(text)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(read("-" + text)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void of_anyDecimal_hasItsExactValue() {
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder().append(random.nextInt(10)).append('.');
      for (int i = random.nextInt(20); i >= 0; i--) {
        text.append(random.nextInt(10));
      }
      text.append('e').append(random.nextInt(640) - 335);
      Number value = read(text.toString());
      BigDecimal exact = new BigDecimal(text.toString());
      assertThat(digits(value, exact)).as("seed 3, %s", text).isEqualByComparingTo(exact);
    }
  }

  @Test
  void of_aPlainDecimal_isTheNearestDouble() {
    Random random = new Random(4);
    for (int round = 0; round < 20_000; round++) {
      String digits = Long.toString(random.nextLong(1_000_000_000_000_000L));
      int point = random.nextInt(digits.length());
      String text =
          (random.nextBoolean() ? "-" : "")
              + (point == 0 ? "0" : digits.substring(0, point))
              + "."
              + digits.substring(point);
      assertThat(read(text)).as("seed 4, %s", text).isEqualTo(Double.parseDouble(text));
    }
  }

  /** The number's digits, of a double as many as were written. */
  private static BigDecimal digits(Number value, BigDecimal written) {
    if (value instanceof BigDecimal exact) {
      return exact;
    }
    if (value.doubleValue() == 0 && written.abs().doubleValue() == 0) {
      return written; // too small for any double
    }
    int precision = written.stripTrailingZeros().precision();
    return precision <= 15 && Math.abs(value.doubleValue()) >= Double.MIN_NORMAL
        ? new BigDecimal((Double) value).round(new MathContext(15))
        : new BigDecimal(value.toString());
  }

  private static Number read(String text) {
    ByteBuffer document = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (JsonTokens tokens = JsonTokens.whole(document, Limits.untrusted())) {
      int token = tokens.next();
      Number value = tokens.number();
      assertThat(token)
          .isEqualTo(
              value instanceof Long || value instanceof BigInteger
                  ? JsonTokens.INTEGER
                  : JsonTokens.DECIMAL);
      return value;
    }
  }
}
