package dev.sluice.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.DisplayWidth;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTextTest {

  @Test
  void ofBoth_longTexts_fitAndShowTheFirstDifference() {
    for (int same = 0; same < 60; same++) {
      String before = "x".repeat(same) + "1" + "y".repeat(60 - same);
      String after = "x".repeat(same) + "2" + "y".repeat(60 - same);

      String[] both = new ValueText(30).ofBoth(before, after).split(" > ", -1);

      assertThat(both).hasSize(2);
      assertThat(both[0]).hasSizeLessThanOrEqualTo(30).contains("1").contains("…");
      assertThat(both[1]).hasSizeLessThanOrEqualTo(30).contains("2").contains("…");
    }
  }

  /** Wide characters take two columns, and combining marks none. */
  @Test
  void ofBoth_wideCharacters_fitTheColumns() {
    for (int same = 0; same < 60; same++) {
      String before = "顧".repeat(same) + "1" + "客e\u0301".repeat(60 - same);
      String after = "顧".repeat(same) + "2" + "客e\u0301".repeat(60 - same);

      String[] both = new ValueText(30).ofBoth(before, after).split(" > ", -1);

      assertThat(both[0]).contains("1").contains("…");
      assertThat(both[1]).contains("2").contains("…");
      assertThat(DisplayWidth.of(both[0])).isBetween(24, 30);
      assertThat(DisplayWidth.of(both[1])).isBetween(24, 30);
    }
  }

  @Test
  void of_valueThatFits_isWhole() {
    assertThat(new ValueText(30).of(List.of("a", 1))).isEqualTo("[\"a\",1]");
    assertThat(new ValueText(30).of("y".repeat(40))).isEqualTo("\"" + "y".repeat(28) + "…");
  }

  @Test
  void of_surrogatePairAtTheEnd_isNotCut() {
    assertThat(new ValueText(30).of("y".repeat(27) + "\uD83D\uDE00".repeat(9)))
        .isEqualTo("\"" + "y".repeat(27) + "…");
  }

  @Test
  void ofBoth_oneTextIsTheBeginningOfTheOther_showsTheRest() {
    String text = "x".repeat(50);

    assertThat(new ValueText(30).ofBoth(text, text + "!!"))
        .isEqualTo("…" + "x".repeat(28) + "\" > …" + "x".repeat(26) + "!!\"");
  }
}
