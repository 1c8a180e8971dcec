package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WindowTest {

  private static final byte[] TEXT =
      "{\r\n  \"é\": [1,\r\r\n\n  \"日本\"],\n\"x\":\t\"😀 and more\"}\r"
          .repeat(40)
          .getBytes(StandardCharsets.UTF_8);

  @Test
  void over_partOfABuffer_hasOnlyThatPart() {
    ByteBuffer buffer = ByteBuffer.wrap("__\n{}__".getBytes(StandardCharsets.UTF_8), 1, 4).slice();
    buffer.position(1);
    Window window = Window.over(buffer);
    assertThat(window.startOffset()).isZero();
    assertThat(window.bytes()[window.indexOf(1)]).isEqualTo((byte) '{');
    assertThat(window.offsetOf(window.end())).isEqualTo(3);
    assertThat(window.place(1)).isEqualTo(new Place(2, 1, 1));
  }

  @Test
  void place_inAnyOrder_isThatOfTheBytesBefore() {
    byte[] text = "line\n{\"é\"}\r".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    Window window = Window.over(ByteBuffer.wrap(text));
    Random random = new Random(2);
    for (int round = 0; round < 300; round++) {
      int offset = random.nextInt(text.length);
      assertThat(window.place(offset)).isEqualTo(counted(text, offset));
      int next = Math.min(offset + 3, text.length);
      assertThat(window.place(next)).isEqualTo(counted(text, next));
    }
  }

  @Test
  void place_ofAMark_staysKnownWhenItsBytesAreGone() {
    for (int step : new int[] {1, 2, 7, 64, TEXT.length}) {
      Window window = Window.growing();
      List<Integer> marks = new ArrayList<>();
      int fed = 0;
      while (fed < TEXT.length) {
        int length = Math.min(step, TEXT.length - fed);
        window.append(ByteBuffer.wrap(TEXT, fed, length), false);
        fed += length;
        int last = fed - 1;
        if (last % 3 == 0 && TEXT[last] != '\n') {
          window.mark(last);
          marks.add(last);
        }
        if (TEXT[last] != '\n') {
          assertThat(window.place(last)).isEqualTo(counted(TEXT, last));
        }
        assertThat(window.bytes()[window.indexOf(last)]).isEqualTo(TEXT[last]);
      }
      for (int mark : marks) {
        assertThat(window.place(mark)).isEqualTo(counted(TEXT, mark));
      }
    }
  }

  @Test
  void append_afterMarks_keepsNoMoreThanTheBytesSinceTheLast() {
    Window window = Window.growing();
    byte[] chunk = new byte[1_000];
    for (int i = 0; i < 10_000; i++) {
      window.append(ByteBuffer.wrap(chunk), false);
      window.mark(i * 1_000L + 500);
    }
    assertThat(window.bytes().length).isLessThanOrEqualTo(4_096);
    assertThat(window.startOffset()).isEqualTo(9_998_500);
    assertThat(window.offsetOf(window.end())).isEqualTo(10_000_000);
  }

  @Test
  void append_withoutAMark_keepsAllBytes() {
    Window window = Window.growing();
    for (byte next : TEXT) {
      window.append(ByteBuffer.wrap(new byte[] {next}), false);
    }
    assertThat(window.startOffset()).isZero();
    assertThat(window.bytes()).startsWith(TEXT);
  }

  @Test
  void append_ofADirectBuffer_takesItsBytes() {
    ByteBuffer direct = ByteBuffer.allocateDirect(3).put(0, (byte) '{').put(1, (byte) '}');
    Window window = Window.growing();
    window.append(direct.limit(2), false);
    assertThat(window.end() - window.start()).isEqualTo(2);
    assertThat(window.bytes()).startsWith('{', '}');
  }

  @Test
  void append_toAWholeDocument_isRefused() {
    Window window = Window.over(ByteBuffer.wrap(TEXT));
    window.mark(5);
    assertThat(window.startOffset()).isZero();
    assertThatThrownBy(() -> window.append(ByteBuffer.wrap(TEXT), false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the document is whole");
  }

  @Test
  void skipByteOrderMark_countsInOffsetsAndNotInColumns() {
    byte[] text = "\uFEFF{}".getBytes(StandardCharsets.UTF_8);
    Window growing = Window.growing();
    growing.append(ByteBuffer.wrap(text), false);
    for (Window window : new Window[] {growing, Window.over(ByteBuffer.wrap(text))}) {
      window.skipByteOrderMark();
      assertThat(window.place(4)).isEqualTo(new Place(1, 2, 4));
      assertThat(window.bytes()[window.start()]).isEqualTo((byte) '{');
    }
  }

  /** The place by another way of counting. */
  private static Place counted(byte[] text, int offset) {
    String before = new String(text, 0, offset, StandardCharsets.UTF_8);
    if (before.endsWith("\uFFFD")) {
      before = before.substring(0, before.length() - 1) + "?"; // within a character
    }
    String[] lines = before.split("\r\n|\r|\n", -1);
    int line = lines.length;
    String last = lines[line - 1];
    boolean afterReturn = before.endsWith("\r") && offset < text.length && text[offset] == '\n';
    assertThat(afterReturn).as("tests do not ask for the LF of a CRLF").isFalse();
    return new Place(line, last.codePointCount(0, last.length()) + 1, offset);
  }
}
