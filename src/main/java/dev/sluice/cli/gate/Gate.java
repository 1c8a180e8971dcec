package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which inputs pass, by the severity of findings that are not in the baseline. */
final class Gate {

  private final MaxSeverity max;
  private final FindingPolicy policy;
  private final Optional<Baseline> baseline;

  /**
   * A gate.
   *
   * @param max the highest severity that passes
   * @param policy the findings to judge
   * @param baseline the known findings
   */
  Gate(MaxSeverity max, FindingPolicy policy, Optional<Baseline> baseline) {
    this.max = max;
    this.policy = policy;
    this.baseline = baseline;
  }

  /**
   * Judges an answer.
   *
   * <p>The baseline only ignores the findings it lists. So an input that could not be read, or that
   * has more findings than a report keeps, still fails.
   */
  Verdict judge(Answer all) {
    Answer answer = policy.apply(all);
    ValidationReport report = answer.report();
    boolean complete = answer.kind().isPresent() && report.omitted() == 0;
    Baseline.Match match =
        baseline
            .filter(unused -> complete)
            .map(known -> known.match(answer))
            .orElseGet(() -> Baseline.Match.none(report.findings()));
    List<Finding> failing =
        match.unknown().stream().filter(f -> fails(f, report.accepted())).toList();
    boolean passed = failing.isEmpty() && (complete || report.accepted());
    // a failing finding may have prevented others from being found
    Map<FindingKey, Integer> stale = passed ? match.stale() : Map.of();
    return new Verdict(answer, match.unknown(), failing, passed, stale);
  }

  /**
   * Whether a finding makes an input fail. An error of a rejected input always does, because one of
   * its errors has rejected it; so does a finding that was made an error.
   */
  private boolean fails(Finding finding, boolean accepted) {
    boolean error = finding.severity() == Severity.ERROR;
    return !max.allows(finding.severity())
        || (error && (!accepted || finding.code().severity() != Severity.ERROR));
  }
}
