package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainCommandTest {

  @ParameterizedTest
  @EnumSource
  void explain_eachCode_isItsSectionOfTheErrorsPage(FindingCode code) throws IOException {
    CliRun run = CliRun.of("explain", code);

    assertThat(Files.readString(Path.of("docs", "errors.md"))).contains("\n" + run.out());
    assertThat(run.out()).startsWith("## " + code + "\n").containsOnlyOnce("\nFix: ");
    assertThat(run.out().lines().filter(line -> line.startsWith("## "))).hasSize(1);
    assertThat(run.exit()).isZero();
  }

  @Test
  void explain_lowerCase_isTheSame() {
    assertThat(CliRun.of("explain", "self_Connection"))
        .isEqualTo(CliRun.of("explain", "SELF_CONNECTION"));
  }

  @Test
  void explain_inColoursWithoutAWidth_keepsTheLinesOfThePage() {
    assertThat(CliRun.coloured("explain", "TRUNCATED").lines())
        .hasSameSizeAs(
            CliRun.of("explain", "TRUNCATED").lines().stream()
                .filter(line -> !line.startsWith("```"))
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void explain_onATerminal_hasNoMarksLeft(FindingCode code) {
    assertThat(CliRun.coloured("explain", code).out())
        .startsWith("\u001B[1m" + code + "\u001B[0m\n")
        .doesNotContain("`", "**", "](");
  }

  @Test
  void explain_onATerminal_hasColoursForMarks() {
    assertThat(CliRun.coloured("explain", "SELF_CONNECTION").lines())
        .contains("\u001B[1mERROR\u001B[0m, rejects when strict.", "\u001B[1mBad:\u001B[0m")
        .anyMatch(line -> line.endsWith("\u001B[32mCIRCULAR_DEPENDENCY\u001B[0m."));
  }

  @ParameterizedTest
  @EnumSource
  void explain_onANarrowTerminal_breaksParagraphsAtItsWidth(FindingCode code) {
    List<String> prose =
        CliRun.onTerminal(50, "explain", code)
            .lines()
            .filter(line -> !line.startsWith("    ")) // not an example
            .toList();
    String markdown = CliRun.of("explain", code).out().replaceAll("(?s)```.*?```", "");

    assertThat(prose).allMatch(line -> line.length() <= 50 || line.startsWith("|"));
    assertThat(words(String.join(" ", prose)))
        .isEqualTo(words(markdown.replaceAll("]\\([^)]*\\)", "")));
  }

  private static String words(String text) {
    return text.replaceAll("[`*#\\[]", "").strip().replaceAll("\\s+", " ");
  }

  @Test
  void explain_withoutCodeOnANarrowTerminal_breaksSummariesBesideTheCodes() {
    assertThat(CliRun.onTerminal(60, "explain"))
        .contains(
            """
            CORRUPT_COMPRESSION      The file begins like gzip or zstd,
                                     but the data is damaged
            """)
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 60));
  }

  @Test
  void explain_withoutCode_hasALineForEach() {
    CliRun run = CliRun.of("explain");

    assertThat(run.lines())
        .hasSize(FindingCode.values().length)
        .contains(
            "MALFORMED_JSON           The bytes are not JSON as defined by RFC 8259",
            "CIRCULAR_DEPENDENCY      Execution can loop for ever");
    assertThat(run.exit()).isZero();
  }

  @Test
  void explain_unknownCode_isAUsageErrorAndNamesTheNearest() {
    CliRun run = CliRun.of("explain", "unknown_prot");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            There is no finding code unknown_prot; the nearest are UNKNOWN_PORT
            Try 'sluice explain --help'.
            """);
  }

  @Test
  void explain_nothingLikeACode_pointsToTheList() {
    assertThat(CliRun.of("explain", "x").err())
        .startsWith("There is no finding code x; sluice explain without a code lists all codes\n");
  }
}
