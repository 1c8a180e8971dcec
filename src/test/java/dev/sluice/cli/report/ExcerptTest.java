package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In the documents of these tests a pilcrow stands before the place meant. */
class ExcerptTest {

  private static final Place LINE_7 = new Place(7, 1, 0);

  @Test
  void string_isMarkedWithItsQuotes() {
    assertThat(excerpt("{\"type\": ¶\"If\\\"Node\", \"x\": 1}"))
        .isEqualTo(
            """
              7 | {"type": "If\\"Node", "x": 1}
                |          ^~~~~~~~~~
            """);
  }

  @Test
  void numberWordAndBracket_areMarkedAsFarAsTheyGo() {
    assertThat(excerpt("[¶-1.5e+10, 2]")).endsWith("| [-1.5e+10, 2]\n    |  ^~~~~~~~\n");
    assertThat(excerpt("[¶true]")).endsWith("| [true]\n    |  ^~~~\n");
    assertThat(excerpt("[¶{\"a\": 1}]")).endsWith("| [{\"a\": 1}]\n    |  ^\n");
  }

  @Test
  void onlyTheLineOfThePlace_isShownWhateverEndsLines() {
    for (String end : List.of("\n", "\r", "\r\n")) {
      assertThat(excerpt("one" + end + "two ¶3" + end + "four"))
          .isEqualTo("  7 | two 3\n    |     ^\n");
    }
  }

  @Test
  void endOfLineAndOfDocument_areMarkedBehindTheLastCharacter() {
    assertThat(excerpt("[1,¶\n2]")).isEqualTo("  7 | [1,\n    |    ^\n");
    assertThat(excerpt("{\"a\":¶")).isEqualTo("  7 | {\"a\":\n    |      ^\n");
    assertThat(excerpt("¶")).isEqualTo("  7 | \n    | ^\n");
  }

  @Test
  void stringOverTheLineEnd_isMarkedToTheLineEnd() {
    assertThat(excerpt("[¶\"ab\\\n\"]")).isEqualTo("  7 | [\"ab\\\n    |  ^~~~\n");
  }

  @Test
  void tabs_takeFourColumns() {
    assertThat(excerpt("\t\t¶1")).isEqualTo("  7 |         1\n    |         ^\n");
  }

  @Test
  void wideAndCombiningCharacters_keepTheMarkUnderThePlace() {
    assertThat(excerpt("漢字 e\u0301 😀 ¶\"漢a\"")).endsWith("\n    |           ^~~~~\n");
  }

  @Test
  void unfitCharacters_areEscapedAndCountedAsEscapes() {
    assertThat(excerpt("\u202e\u001b[31m ¶\"\u0007\""))
        .isEqualTo("  7 | \\u202E\\u001B[31m \"\\u0007\"\n    |                  ^~~~~~~~\n");
  }

  @Test
  void byteOrderMark_isNotShown() {
    assertThat(excerpt("\uFEFF{¶1}")).isEqualTo("  7 | {1}\n    |  ^\n");
  }

  @Test
  void bytesThatAreNoCharacter_areShownAsNumbers() {
    byte[] document = {'[', '"', (byte) 0xC3, '"', (byte) 0xFF, ']'};

    assertThat(excerpt(document, 4)).isEqualTo("  7 | [\"\\xC3\"\\xFF]\n    |        ^~~~\n");
  }

  @Test
  void longLine_isCutOnBothSides() {
    String line = "a".repeat(300) + "¶\"token\"" + "b".repeat(300);

    assertThat(excerpt(line))
        .isEqualTo(
            "  7 | …"
                + "a".repeat(40)
                + "\"token\""
                + "b".repeat(53)
                + "…\n    | "
                + " ".repeat(41)
                + "^~~~~~~\n");
  }

  @Test
  void longLine_nearItsEndsShowsThem() {
    assertThat(excerpt("ab¶\"" + "c".repeat(200)))
        .isEqualTo("  7 | ab\"" + "c".repeat(97) + "…\n    |   ^" + "~".repeat(97) + "\n");
    assertThat(excerpt("c".repeat(200) + "¶1"))
        .isEqualTo("  7 | …" + "c".repeat(99) + "1\n    | " + " ".repeat(100) + "^\n");
  }

  @Test
  void veryLongLine_isCutBetweenCharacters() {
    for (int shift = 0; shift < 4; shift++) {
      String excerpt = excerpt("x".repeat(shift) + "😀".repeat(1000) + "¶1" + "😀".repeat(1000));

      assertThat(excerpt)
          .startsWith("  7 | …" + "😀".repeat(20) + "1" + "😀".repeat(29) + "…\n")
          .endsWith("| " + " ".repeat(41) + "^\n");
    }
  }

  @Test
  void terminal_getsColours() {
    Excerpt painted = new Excerpt(Paint.ON, Integer.MAX_VALUE);
    Passage passage = passage("[¶1]".getBytes(StandardCharsets.UTF_8));

    assertThat(painted.of(passage, LINE_7, Severity.ERROR))
        .isEqualTo(
            "\u001b[2m  7 | \u001b[0m[1]\n\u001b[2m    | \u001b[0m \u001b[1;31m^\u001b[0m\n");
  }

  private static String excerpt(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return new Excerpt(Paint.OFF, Integer.MAX_VALUE).of(passage(bytes), LINE_7, Severity.ERROR);
  }

  private static Passage passage(byte[] marked) {
    byte[] mark = "¶".getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (marked[at] != mark[0] || marked[at + 1] != mark[1]) {
      at++;
    }
    byte[] document = new byte[marked.length - mark.length];
    System.arraycopy(marked, 0, document, 0, at);
    System.arraycopy(marked, at + mark.length, document, at, document.length - at);
    return cut(document, at);
  }

  private static String excerpt(byte[] document, int at) {
    return new Excerpt(Paint.OFF, Integer.MAX_VALUE).of(cut(document, at), LINE_7, Severity.ERROR);
  }

  private static Passage cut(byte[] document, int at) {
    PassageFinder finder = new PassageFinder(List.of(new Place(7, 1, at)));
    finder.take(ByteBuffer.wrap(document));
    finder.finish();
    return finder.found().get(0);
  }
}
