package dev.sluice.cli.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LIMIT_EXCEEDED|This is node number 4, over the limit nodes of 3",
        "TIMED_OUT|The load took longer than the limit milliseconds of 50"
      })
  void of_aLimitThatAnOptionRaises_namesTheOption(FindingCode code, String message) {
    assertThat(text(Finding.of(code, message)))
        .isEqualTo(
            "a.json: error "
                + code
                + " "
                + message
                + "\n  = Raise the limit with --limits if you trust the source of the document\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LIMIT_EXCEEDED|The directory is deeper than the limit of 64; scan it separately",
        "LIMIT_EXCEEDED|The number is beyond what a 64-bit floating-point number can hold",
        "MALFORMED_JSON|The document ends within an object, over the limit nodes of 3"
      })
  void of_anyOtherFinding_hasNoSuchLine(FindingCode code, String message) {
    assertThat(text(Finding.of(code, message)))
        .isEqualTo("a.json: error " + code + " " + message + "\n");
  }

  @Test
  void of_aSuggestion_showsIt() {
    Finding finding = Finding.of(FindingCode.TIMED_OUT, "late").suggesting("Try again");

    assertThat(text(finding)).isEqualTo("a.json: error TIMED_OUT late\n  = Try again\n");
  }

  private static String text(Finding finding) {
    return new FindingText(Paint.OFF).of("a.json", finding);
  }
}
