package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Layout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LayoutDetectorTest {

  private static Layout layout(String document) {
    return layout(document, document.length() + 1);
  }

  private static Layout layout(String document, int step) {
    LayoutDetector detector = new LayoutDetector();
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += step) {
      ByteBuffer chunk = ByteBuffer.wrap(bytes, from, Math.min(step, bytes.length - from));
      detector.add(chunk.slice());
    }
    return detector.layout();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\":1}', '', false, false",
    "'{\"a\": 1}\n', '', true, true",
    "'{\n  \"a\": 1\n}', '  ', true, false",
    "'{\n    \"a\": 1\n}\n', '    ', true, true",
    "'{\n\t\"a\":1\n}', '\t', false, false",
    "'{}', '', true, false",
    "'{\"a\\\"\": 1}', '', true, false",
    "'\ufeff{\n  \"a\": 1\n}', '  ', true, false",
    "'{\n\"a\": 1\n}', '  ', true, false",
    "'{\n                    \"a\": 1\n}', '  ', true, false",
    "'nonsense', '', true, false",
    "'', '', true, false"
  })
  void layout_firstLines_tellIt(String document, String indent, boolean spaced, boolean broken) {
    for (int step : new int[] {1, 2, 3, 1_000}) {
      assertThat(layout(document, step))
          .isEqualTo(
              new Layout(
                  indent, "\n", spaced, false, broken ? "\n" : "", document.startsWith("\ufeff")));
    }
  }

  @Test
  void layout_windowsLines_areKept() {
    assertThat(layout("{\r\n  \"a\": 1\r\n}\r\n"))
        .isEqualTo(new Layout("  ", "\r\n", true, false, "\r\n", false));
    assertThat(layout("{\"a\": 1}\r\n"))
        .isEqualTo(new Layout("", "\n", true, false, "\r\n", false));
  }

  @Test
  void layout_blanksAtTheEnd_areKeptUpTo64() {
    String most = " \t\r\n".repeat(16);
    for (int step : new int[] {1, 3, 64, 65, 1_000}) {
      assertThat(layout("{\"a\": 1} \n\n", step).end()).isEqualTo(" \n\n");
      assertThat(layout("{\"a\": 1}" + most, step).end()).isEqualTo(most);
      assertThat(layout("{\r\n\"a\": 1}" + most + " ", step).end()).isEqualTo("\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain text, false", "raw \u00e9, false", "raw \u00e9 \\u00e9, false",
        "\\u00e9 raw \u00e9, true",
    "\\ud83d\\ude00, true", "\\u007f, true", "\\u001f \\u0041, false", "\\\\u00e9, false",
    "\\\\\\u00e9, true", "\\n\\t\\\\\\u4e2d, true"
  })
  void layout_firstCharacterBeyondAscii_tellsWhetherTheyAreEscaped(String text, boolean ascii) {
    for (int shift = 0; shift < 9; shift++) {
      String document = "{\"a\": \"" + "x".repeat(shift) + text + "\"}" + " ".repeat(20);
      for (int step : new int[] {1, 3, 1_000}) {
        assertThat(layout(document, step).ascii()).isEqualTo(ascii);
      }
    }
  }

  @Test
  void layout_keyLongerThanWhatIsKept_isTakenForSpaced() {
    assertThat(layout("{\"" + "k".repeat(600) + "\":1}").spaced()).isTrue();
  }
}
