package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.model.Finding;
import java.util.List;

/**
 * The decision of a gate about an answer.
 *
 * @param answer the answer
 * @param findings the findings that are not in the baseline
 * @param failing those of them that make the input fail
 * @param passed whether the input passes the gate
 * @param stale if the input passes, the entries of the baseline that no longer occur
 */
public record Verdict(
    Answer answer,
    List<Finding> findings,
    List<Finding> failing,
    boolean passed,
    List<FindingKey> stale) {

  /** The number of findings that are in the baseline. */
  public int known() {
    return answer.report().findings().size() - findings.size();
  }

  /** The exit code for this input; the highest of a run counts. */
  public int exitCode() {
    if (!answer.readable()) {
      return ExitCode.UNREADABLE;
    }
    return passed ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }
}
