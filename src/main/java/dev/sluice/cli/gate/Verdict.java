package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.model.Finding;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The decision of a gate about an answer.
 *
 * @param answer the answer
 * @param findings the findings that are not in the baseline
 * @param failing those of them that make the input fail
 * @param passed whether the input passes the gate
 * @param stale if the input passes, the entries of the baseline that no longer occur, with the
 *     number of times they are missing
 */
public record Verdict(
    Answer answer,
    List<Finding> findings,
    List<Finding> failing,
    boolean passed,
    Map<FindingKey, Integer> stale) {

  /** The failing findings as a set of the same objects. */
  public Set<Finding> failingSet() {
    Set<Finding> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(failing);
    return set;
  }

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
