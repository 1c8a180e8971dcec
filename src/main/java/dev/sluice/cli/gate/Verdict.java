package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.model.Finding;
import java.util.List;

/**
 * What a gate says of an answer.
 *
 * @param answer the answer
 * @param findings what was found and is not on the baseline
 * @param failing those of them that the input fails for
 * @param passed whether the input passes the gate
 * @param stale what is on the baseline for an input that passes, but was not found
 */
public record Verdict(
    Answer answer,
    List<Finding> findings,
    List<Finding> failing,
    boolean passed,
    List<FindingKey> stale) {

  /** How many findings are on the baseline. */
  public int known() {
    return answer.report().findings().size() - findings.size();
  }

  /** The code of this input by itself; of several, the highest wins. */
  public int exitCode() {
    if (!answer.readable()) {
      return ExitCode.UNREADABLE;
    }
    return passed ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }
}
