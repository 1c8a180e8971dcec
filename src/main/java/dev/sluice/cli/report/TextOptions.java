package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import java.util.List;
import java.util.Set;

/**
 * The options of a report as text.
 *
 * @param style how findings are shown
 * @param failingOnly whether to omit findings that do not cause a failure
 * @param infos whether to show findings of severity info that do not cause a failure
 * @param most the maximum number of findings shown for a file; 0 for no limit, neither for a file
 *     nor for all
 */
public record TextOptions(Style style, boolean failingOnly, boolean infos, int most) {

  /** The default of {@code most}. */
  public static final int USUAL_MOST = 50;

  /** The findings that are shown, if there are not too many. */
  List<Finding> wanted(Verdict verdict) {
    if (failingOnly) {
      return verdict.failing();
    }
    if (infos) {
      return verdict.findings();
    }
    Set<Finding> failing = verdict.failingSet();
    return verdict.findings().stream()
        .filter(finding -> finding.severity() != Severity.INFO || failing.contains(finding))
        .toList();
  }

  /** How findings are shown as text. */
  public enum Style {
    /** By file, each finding in as few lines as the width allows. */
    GROUPED,
    /** One line for each finding, with its file, for editors and {@code grep}. */
    CONCISE,
    /** Each finding with its file, its line of the document and a suggestion. */
    FULL
  }
}
