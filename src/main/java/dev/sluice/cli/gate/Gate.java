package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.List;
import java.util.Optional;

/** Decides which inputs pass: those without findings too grave that are not known already. */
final class Gate {

  private final MaxSeverity max;
  private final Optional<Baseline> baseline;

  /**
   * A gate.
   *
   * @param max the gravest findings that pass
   * @param baseline what is known
   */
  Gate(MaxSeverity max, Optional<Baseline> baseline) {
    this.max = max;
    this.baseline = baseline;
  }

  /**
   * Judges an answer.
   *
   * <p>The baseline excuses only what it lists, so it does not help an input that could not be read
   * or that has more findings than a report keeps.
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
    // what fails an input may have kept other things from being found
    List<FindingKey> stale = passed ? match.stale() : List.of();
    return new Verdict(answer, match.unknown(), failing, passed, stale);
  }

  /**
   * An error fails a rejected input even where errors are let pass: one of them has rejected it.
   */
  private boolean fails(Finding finding, boolean accepted) {
    return !max.allows(finding.severity()) || (!accepted && finding.severity() == Severity.ERROR);
  }
}
