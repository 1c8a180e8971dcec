package dev.sluice.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWidthTest {

  @Test
  void fit_longText_endsWithAnEllipsisWithinTheWidth() {
    for (String text :
        new String[] {"Wait until the table has been loaded", "請求書を確認する請求書を確認する", "😀😀😀😀😀😀"}) {
      String fitted = TextWidth.fit(text, 60, 13, true);

      assertThat(fitted).endsWith("…").doesNotContain("\uD83D…");
      assertThat(TextWidth.of(fitted, 13, true)).isLessThanOrEqualTo(60);
    }
  }

  @Test
  void fit_shortText_isUnchanged() {
    assertThat(TextWidth.fit("start", 60, 13, true)).isEqualTo("start");
  }

  @Test
  void of_wideAndCombiningCharacters_areBounds() {
    assertThat(TextWidth.of("iiii", 10, false)).isLessThan(TextWidth.of("mmmm", 10, false));
    assertThat(TextWidth.of("請", 10, false)).isGreaterThanOrEqualTo(10);
    assertThat(TextWidth.of("e\u0301", 10, false)).isEqualTo(TextWidth.of("e", 10, false));
  }
}
