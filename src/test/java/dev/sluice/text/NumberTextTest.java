package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberTextTest {

  /** The spellings of the format's own writer, which are those of the Rust library ryu. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "100, 100.0",
    "-1.5, -1.5",
    "0.001, 0.001",
    "1e7, 10000000.0",
    "1e15, 1000000000000000.0",
    "1e16, 1e16",
    "123456789e8, 1.23456789e16",
    "1.5e16, 1.5e16",
    "1e22, 1e22",
    "1e23, 1e23",
    "2e23, 2e23",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "0.0001, 0.0001",
    "0.00001, 0.00001",
    "0.000001, 1e-6",
    "1.25e-7, 1.25e-7",
    "5e-324, 4.9e-324",
    "274.71673812863156, 274.71673812863156",
    "9007199254740993.0, 9007199254740992.0",
    "2.2250738585072014E-308, 2.2250738585072014e-308"
  })
  void of_double_hasTheFewestDigits(double value, String text) {
    assertThat(NumberText.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1000000000000000055511151231257827, 0.1000000000000000055511151231257827",
    "12345678901234567890.50, 12345678901234567890.50",
    "12345678901234567890.0, 12345678901234567890.0",
    "1.2345678901234567891e25, 1.2345678901234567891e25",
    "-1.2345678901234567891e-25, -1.2345678901234567891e-25",
    "0E+5, 0.0"
  })
  void of_decimal_keepsAllDigits(BigDecimal value, String text) {
    assertThat(NumberText.of(value)).isEqualTo(text);
    assertThat(new BigDecimal(NumberText.of(value))).isEqualByComparingTo(value);
  }

  @Test
  void of_integer_isItsDigits() {
    assertThat(NumberText.of(-100L)).isEqualTo("-100");
    assertThat(NumberText.of(7)).isEqualTo("7");
    assertThat(NumberText.of(new BigInteger("123456789012345678901")))
        .isEqualTo("123456789012345678901");
  }

  @Test
  void of_anyDouble_isReadBackAsTheSame() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value) && !Double.isInfinite(value)) {
        assertThat(Double.parseDouble(NumberText.of(value))).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void of_whatJsonHasNoNumberFor_isRefused(double value) {
    assertThatThrownBy(() -> NumberText.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a JSON number: " + value);
  }
}
