package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now;

  @Test
  void workUnderHalfASecond_showsNothing() {
    Progress progress = progress(true, OptionalLong.of(10));
    advance(progress, 10, 49);
    progress.hide();

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void knownTotal_isABarTenTimesASecond() {
    Progress progress = progress(true, OptionalLong.of(4000));
    advance(progress, 1200, 1);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("\r[===                     ] 500 of 4,000 files, 1,000/s\r[===")
        .endsWith("[=======                 ] 1,200 of 4,000 files, 1,000/s")
        .satisfies(shown -> assertThat(shown.split("\r", -1)).hasSize(9));
  }

  @Test
  void totalThatBecomesKnown_turnsTheCountIntoABar() {
    Progress progress = progress(true, OptionalLong.empty());
    advance(progress, 1, 600);
    progress.total(10_000);
    advance(progress, 1, 1_400);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r1 file, 2/s\r[                        ] 2 of 10,000 files, 1/s, 2 h 47 min left");
  }

  @Test
  void rateOfTwoSeconds_givesTheRemainingTime() {
    Progress progress = progress(true, OptionalLong.of(4000));
    advance(progress, 2_000, 1);
    advance(progress, 1_000, 1);
    advance(progress, 1_000, 1);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(" 2,000 of 4,000 files, 1,000/s, 2 s left\r")
        .contains(" 3,900 of 4,000 files, 1,000/s, 1 s left\r")
        .endsWith("] 4,000 of 4,000 files, 1,000/s" + " ".repeat(10));
  }

  @Test
  void unknownTotal_isACount() {
    advance(progress(true, OptionalLong.empty()), 1, 3000);

    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r1 file, 0/s");
  }

  @Test
  void results_hideTheLineFirst() throws IOException {
    Terminal terminal = terminal(true);
    Progress progress = progress(terminal, OptionalLong.empty());
    advance(progress, 1, 600);
    terminal.print("a result\n");
    String hidden = err.toString(StandardCharsets.UTF_8);
    terminal.print("another\n");

    assertThat(hidden).isEqualTo("\r1 file, 2/s\r" + " ".repeat(11) + "\r");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(hidden);
  }

  @Test
  void narrowTerminal_showsWhatFitsOneLine() {
    Terminal terminal = terminal(true);
    terminal.columns(() -> 28);
    advance(progress(terminal, OptionalLong.of(4000)), 1, 600);
    terminal.columns(() -> 10);
    advance(progress(terminal, OptionalLong.of(4000)), 1, 600);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r1 of 4,000 files, 2/s" + "\r1 of 4,00");
  }

  @Test
  void shorterText_overwritesTheLongerOne() {
    Progress progress = progress(true, OptionalLong.empty());
    advance(progress, 1_000, 1);
    advance(progress, 1, 100_000);

    assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("1,000/s\r1,001 files, 10/s   ");
  }

  @Test
  void withoutTerminal_showsNothing() {
    advance(progress(false, OptionalLong.of(10)), 10, 1000);

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private void advance(Progress progress, int steps, int millis) {
    for (int i = 0; i < steps; i++) {
      now += millis * 1_000_000L;
      progress.advance();
    }
  }

  private Progress progress(boolean watched, OptionalLong total) {
    return progress(terminal(watched), total);
  }

  private Progress progress(Terminal terminal, OptionalLong total) {
    return new Progress(terminal, "file", total, () -> now);
  }

  private Terminal terminal(boolean watched) {
    return new Terminal(new ByteArrayInputStream(new byte[0]), out, err, Paint.OFF, watched);
  }
}
