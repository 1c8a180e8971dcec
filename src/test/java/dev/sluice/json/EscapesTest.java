package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EscapesTest {

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "plain, plain",
    "\\\"\\\\\\/, '\"\\/'",
    "\\u0041\\u00e9\\u00E9, Aéé",
    "x\\ud83d\\ude00y, x😀y",
    "é\\\\n, é\\n",
  })
  void decode_ofAWrittenString_isItsText(String written, String text) {
    assertThat(Escapes.decode(written)).isEqualTo(text);
  }

  @Test
  void decode_ofControlEscapes_isTheirCharacters() {
    assertThat(Escapes.decode("\\b\\f\\n\\r\\t\\u0000")).isEqualTo("\b\f\n\r\t\0");
  }
}
