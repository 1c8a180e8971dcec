package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.List;
import java.util.Optional;

/** Decides which inputs pass, by the severity of findings that are not in the baseline. */
final class Gate {

  private final MaxSeverity max;
  private final Optional<Baseline> baseline;

  /**
   * A gate.
   *
   * @param max the highest severity that passes
   * @param baseline the known findings
   */
  Gate(MaxSeverity max, Optional<Baseline> baseline) {
    this.max = max;
    this.baseline = baseline;
  }

  /**
   * Judges an answer.
   *
   * <p>The baseline only ignores the findings it lists. So an input that could not be read, or that
   * has more findings than a report keeps, still fails.
   */
  Verdict judge(Answer answer) {
    ValidationReport report = answer.report();
    boolean complete = answer.kind().isPresent() && report.omitted() == 0;
    Baseline.Match match =
        baseline
            .filter(unused -> complete)
            .map(known -> known.match(answer.input().name(), report.findings()))
            .orElse(new Baseline.Match(report.findings(), List.of()));
    List<Finding> failing =
        match.unknown().stream().filter(f -> fails(f, report.accepted())).toList();
    boolean passed = failing.isEmpty() && (complete || report.accepted());
    // a failing finding may have prevented others from being found
    List<FindingKey> stale = passed ? match.stale() : List.of();
    return new Verdict(answer, match.unknown(), failing, passed, stale);
  }

  /**
   * Whether a finding makes an input fail. An error of a rejected input always does, because one of
   * its errors has rejected it.
   */
  private boolean fails(Finding finding, boolean accepted) {
    return !max.allows(finding.severity()) || (!accepted && finding.severity() == Severity.ERROR);
  }
}
