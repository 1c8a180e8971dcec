package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuoteTest {

  @Test
  void brief_textOfThatLength_isWhole() {
    String text = "é".repeat(240);

    assertThat(Quote.brief(text)).isEqualTo(text);
  }

  @Test
  void brief_longerText_losesItsMiddle() {
    String text = "\uD83D\uDE00".repeat(160) + "xy" + "b".repeat(79);

    assertThat(Quote.brief(text)).isEqualTo("\uD83D\uDE00".repeat(160) + "…" + "b".repeat(79));
    assertThat(Quote.brief("\u0007".repeat(300)))
        .isEqualTo("\\u0007".repeat(160) + "…" + "\\u0007".repeat(79));
  }
}
