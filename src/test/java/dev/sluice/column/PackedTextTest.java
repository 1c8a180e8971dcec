package dev.sluice.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PackedTextTest {

  private static final List<String> TEXTS =
      List.of("", "a", "é", "aé", "\u07FF\u0800", "日本", "😀", "\uD800", "\uDC00\uD800", "node_1");

  private final PackedText packed = new PackedText();

  @Test
  void get_ofAnyChars_isThatText() {
    TEXTS.forEach(packed::add);

    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(packed.get(i)).isEqualTo(TEXTS.get(i));
    }
  }

  @Test
  void matches_anotherText_isFalse() {
    TEXTS.forEach(packed::add);

    for (int i = 0; i < TEXTS.size(); i++) {
      for (int j = 0; j < TEXTS.size(); j++) {
        assertThat(packed.matches(i, TEXTS.get(j))).isEqualTo(i == j);
      }
    }
  }

  @Test
  void get_textsAcrossTheEndsOfChunks_areThoseTexts() {
    String text = "0123456789ABCDEFé";
    for (int i = 0; i < 10_000; i++) {
      packed.add(text.substring(0, i % 18));
    }

    for (int i = 0; i < 10_000; i++) {
      assertThat(packed.get(i)).isEqualTo(text.substring(0, i % 18));
    }
  }
}
