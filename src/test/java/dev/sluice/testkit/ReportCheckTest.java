package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportCheckTest {

  private static final ValidationReport MISSPELT =
      report(
          WorkflowDocument.named("Greet")
              .node("start", "StartNode")
              .node("log", "LogNode", Map.of("mesage", "hello"))
              .connect("start", "log"));

  private static final ValidationReport BROKEN =
      report(WorkflowDocument.chain(1).replace("step 1", "eval(1)"));

  private static ValidationReport report(WorkflowDocument document) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.validate(document.bytes()).block();
    }
  }

  @Test
  void checks_thatHold_passOneAfterAnother() {
    ReportCheck.of(MISSPELT)
        .isAccepted()
        .has(FindingCode.UNKNOWN_CONFIG_KEY)
        .has(FindingCode.UNKNOWN_CONFIG_KEY, "/nodes/log/config/mesage")
        .has(FindingCode.UNKNOWN_CONFIG_KEY, 1, 158)
        .hasNo(FindingCode.UNKNOWN_PORT)
        .hasNone(Severity.WARNING)
        .hasOnly(FindingCode.UNKNOWN_CONFIG_KEY);
    ReportCheck.of(BROKEN).isRejectedBy(FindingCode.DANGEROUS_PATTERN).isRejectedWith(422);
    ReportCheck.of(ValidationReport.CLEAN).hasOnly();
  }

  @Test
  void checks_thatFail_sayWhatWasExpectedAndListTheFindings() {
    String found =
        ", but it is accepted with these findings:\n"
            + "  INFO UNKNOWN_CONFIG_KEY at 1:158 (/nodes/log/config/mesage): The type \"LogNode\""
            + " has no config key \"mesage\"";
    assertFails("an accepted document", () -> ReportCheck.of(BROKEN).isAccepted(), ", but it is");
    assertFails(
        "a document rejected by BUSY",
        () -> ReportCheck.of(MISSPELT).isRejectedBy(FindingCode.BUSY),
        found);
    assertFails(
        "a document rejected with the HTTP status 413",
        () -> ReportCheck.of(BROKEN).isRejectedWith(413),
        ", but it is rejected by DANGEROUS_PATTERN with these findings:\n  ERROR DANGEROUS");
    assertFails(
        "a finding UNKNOWN_PORT",
        () -> ReportCheck.of(MISSPELT).has(FindingCode.UNKNOWN_PORT),
        found);
    assertFails(
        "a finding UNKNOWN_CONFIG_KEY at /nodes",
        () -> ReportCheck.of(MISSPELT).has(FindingCode.UNKNOWN_CONFIG_KEY, "/nodes"),
        found);
    assertFails(
        "a finding UNKNOWN_CONFIG_KEY at line 2, column 1",
        () -> ReportCheck.of(MISSPELT).has(FindingCode.UNKNOWN_CONFIG_KEY, 2, 1),
        found);
    assertFails(
        "no finding UNKNOWN_CONFIG_KEY",
        () -> ReportCheck.of(MISSPELT).hasNo(FindingCode.UNKNOWN_CONFIG_KEY),
        found);
    assertFails(
        "no finding of severity INFO or higher",
        () -> ReportCheck.of(MISSPELT).hasNone(Severity.INFO),
        found);
    assertFails("no findings", () -> ReportCheck.of(MISSPELT).hasOnly(), found);
    assertFails(
        "findings of the codes [UNKNOWN_PORT] only",
        () -> ReportCheck.of(ValidationReport.CLEAN).hasOnly(FindingCode.UNKNOWN_PORT),
        ", but it is accepted without findings");
  }

  private static void assertFails(String expected, Runnable check, String then) {
    assertThatThrownBy(check::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Expected " + expected + then);
  }
}
