package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineWrapTest {

  @Test
  void line_thatFits_staysAsItIs() {
    assertThat(LineWrap.of("  a b", 5)).isEqualTo("  a b");
    assertThat(LineWrap.of("a  b c\n", Integer.MAX_VALUE)).isEqualTo("a  b c\n");
  }

  @Test
  void line_thatIsTooLong_breaksAtSpacesWithAnIndent() {
    assertThat(LineWrap.of("one two three four\n", 10)).isEqualTo("one two\n    three\n    four\n");
    assertThat(LineWrap.of("  = one two", 8)).isEqualTo("  = one\n    two");
    assertThat(LineWrap.of("one  two  three", 8)).isEqualTo("one  two\n    three");
  }

  @Test
  void line_thatIsIndented_continuesDeeper() {
    assertThat(LineWrap.of("    one two", 8)).isEqualTo("    one\n      two");
  }

  @Test
  void lines_ofAText_breakEachByItself() {
    assertThat(LineWrap.ofEach("one two\n  a b\n", 5)).isEqualTo("one\n    two\n  a b\n");
  }

  @Test
  void word_thatIsLongerThanALine_staysWhole() {
    assertThat(LineWrap.of("a/very/long/path b", 8)).isEqualTo("a/very/long/path\n    b");
  }

  @Test
  void coloursAndWideCharacters_countAsTheColumnsTheyTake() {
    String painted = Paint.ON.bold("one") + " " + Paint.ON.dim("two");

    assertThat(LineWrap.of(painted, 7)).isEqualTo(painted);
    assertThat(LineWrap.of(painted, 6)).contains("\n    ");
    assertThat(LineWrap.of("漢漢 漢", 7)).isEqualTo("漢漢 漢");
    assertThat(LineWrap.of("漢漢 漢", 6)).isEqualTo("漢漢\n    漢");
  }
}
