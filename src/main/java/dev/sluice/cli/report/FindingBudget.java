package dev.sluice.cli.report;

import dev.sluice.model.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Limits the number of findings that a report shows for a file and in all. */
final class FindingBudget {

  /** The maximum number of findings in all. */
  static final int MOST_IN_ALL = 1_000;

  private final int most;
  private int left = MOST_IN_ALL;
  private long hidden;
  private int hiddenFiles;

  /**
   * A budget.
   *
   * @param most the maximum of a file; 0 for no limits
   */
  FindingBudget(int most) {
    this.most = most;
  }

  /**
   * The findings of a file to show, in their order: those that cause a failure first, then the most
   * severe. Empty if there have been too many before; the file then counts as hidden.
   */
  List<Finding> choose(List<Finding> findings, Set<Finding> failing) {
    if (most == 0) {
      return findings;
    }
    int room = Math.min(most, left);
    if (room == 0) {
      hidden += findings.size();
      hiddenFiles++;
      return List.of();
    }
    left -= Math.min(room, findings.size());
    if (findings.size() <= room) {
      return findings;
    }
    List<Integer> byWeight = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      byWeight.add(i);
    }
    byWeight.sort(
        Comparator.comparing((Integer i) -> !failing.contains(findings.get(i)))
            .thenComparing(i -> findings.get(i).severity()));
    return byWeight.subList(0, room).stream().sorted().map(findings::get).toList();
  }

  /** The number of findings in files without any shown finding. */
  long hidden() {
    return hidden;
  }

  /** The number of these files. */
  int hiddenFiles() {
    return hiddenFiles;
  }
}
