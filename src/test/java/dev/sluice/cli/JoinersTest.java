package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Glyph;
import dev.sluice.text.Quote;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joiners are shown where they shape their neighbours, and escaped where they hide. */
class JoinersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "می\u200Cخواهم", // Persian
        "क्\u200Dष", // Hindi, after a virama
        "👩\u200D💻",
        "👩🏽\u200D🚀",
        "❤\uFE0F\u200D🔥",
        "👨\u200D👩\u200D👧"
      })
  void joiner_betweenWhatItJoins_isShown(String text) {
    assertThat(Quote.safe(text)).isEqualTo(text);
    assertThat(Quote.of(text)).isEqualTo('"' + text + '"');
    assertThat(glyphs(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "a\u200Db, a\\u200Db",
    "'\u200Cم', '\\u200Cم'",
    "'م\u200C', 'م\\u200C'",
    "م\u200C\u200Cخ, م\\u200C\\u200Cخ",
    "م\u200Ca, م\\u200Ca",
    "👩\u200C💻, 👩\\u200C💻",
    "م\u202Eخ, م\\u202Eخ",
    "م\u200Fخ, م\\u200Fخ"
  })
  void otherInvisibleCharacter_isEscaped(String text, String escaped) {
    assertThat(Quote.safe(text)).isEqualTo(escaped);
    assertThat(glyphs(text)).isEqualTo(escaped);
  }

  private static String glyphs(String text) {
    return Glyph.of(text.getBytes(StandardCharsets.UTF_8)).stream()
        .map(Glyph::text)
        .collect(Collectors.joining());
  }
}
