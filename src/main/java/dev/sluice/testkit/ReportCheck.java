package dev.sluice.testkit;

import dev.sluice.LoadResult;
import dev.sluice.ReadResult;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Rejection;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.value.Elements;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Assertions about a report, for any test framework: each throws an {@link AssertionError} with the
 * expectation and all findings.
 *
 * <pre>{@code
 * ReportCheck.of(report).isAccepted().has(FindingCode.UNKNOWN_NODE_TYPE, "/nodes/log/node_type");
 * }</pre>
 */
public final class ReportCheck {

  private final ValidationReport report;

  private ReportCheck(ValidationReport report) {
    this.report = report;
  }

  /** Checks of a report. */
  public static ReportCheck of(ValidationReport report) {
    return new ReportCheck(report);
  }

  /** Checks of the report of a load. */
  public static ReportCheck of(LoadResult result) {
    return of(result.report());
  }

  /** Checks of the report of a read. */
  public static ReportCheck of(ReadResult result) {
    return of(result.report());
  }

  /** Checks that the document is accepted. */
  public ReportCheck isAccepted() {
    return check(report.accepted(), "an accepted document");
  }

  /** Checks that a finding with this code rejected the document. */
  public ReportCheck isRejectedBy(FindingCode code) {
    return check(
        report.rejection().filter(why -> why.finding().code() == code).isPresent(),
        "a document rejected by " + code);
  }

  /** Checks that the document is rejected with this HTTP status. */
  public ReportCheck isRejectedWith(int httpStatus) {
    return check(
        report
            .rejection()
            .map(Rejection::kind)
            .filter(k -> k.httpStatus() == httpStatus)
            .isPresent(),
        "a document rejected with the HTTP status " + httpStatus);
  }

  /** Checks that there is a finding with this code. */
  public ReportCheck has(FindingCode code) {
    return check(any(finding -> finding.code() == code), "a finding " + code);
  }

  /** Checks that there is a finding with this code at this JSON pointer. */
  public ReportCheck has(FindingCode code, String pointer) {
    return check(
        any(finding -> finding.code() == code && finding.pointer().equals(pointer)),
        "a finding " + code + " at " + (pointer.isEmpty() ? "the document" : pointer));
  }

  /** Checks that there is a finding with this code at this line and column, counted from 1. */
  public ReportCheck has(FindingCode code, int line, int column) {
    return check(
        any(
            finding ->
                finding.code() == code
                    && finding
                        .place()
                        .filter(at -> at.line() == line && at.column() == column)
                        .isPresent()),
        "a finding " + code + " at line " + line + ", column " + column);
  }

  /** Checks that there is no finding with this code. */
  public ReportCheck hasNo(FindingCode code) {
    return check(!any(finding -> finding.code() == code), "no finding " + code);
  }

  /** Checks that no finding has this severity or a higher one. */
  public ReportCheck hasNone(Severity severity) {
    return check(
        !any(finding -> finding.severity().compareTo(severity) <= 0),
        "no finding of severity " + severity + " or higher");
  }

  /** Checks that the findings have exactly these codes, each at least once, in any order. */
  public ReportCheck hasOnly(FindingCode... codes) {
    Set<FindingCode> expected = new TreeSet<>(Elements.listOf(codes, "codes"));
    Set<FindingCode> found = new TreeSet<>();
    report.findings().forEach(finding -> found.add(finding.code()));
    return check(
        found.equals(expected),
        expected.isEmpty() ? "no findings" : "findings of the codes " + expected + " only");
  }

  private boolean any(Predicate<Finding> test) {
    return report.findings().stream().anyMatch(test);
  }

  private ReportCheck check(boolean holds, String expected) {
    if (!holds) {
      throw new AssertionError("Expected " + expected + ", but " + described());
    }
    return this;
  }

  private String described() {
    StringBuilder text =
        new StringBuilder(
            report
                .rejection()
                .map(why -> "it is rejected by " + why.finding().code())
                .orElse("it is accepted"));
    if (report.findings().isEmpty()) {
      return text.append(" without findings").toString();
    }
    text.append(" with these findings:");
    report.findings().forEach(finding -> text.append("\n  ").append(finding));
    if (report.omitted() > 0) {
      text.append("\n  and ").append(report.omitted()).append(" more");
    }
    return text.toString();
  }
}
