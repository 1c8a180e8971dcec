package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Determines which findings a run reports, and with which severity.
 *
 * <p>A policy never changes whether a document is accepted, and never hides or lowers a finding
 * that {@link Protection} covers. Immutable and thread-safe.
 */
public final class FindingPolicy {

  private final Set<FindingCode> selected;
  private final Map<FindingCode, Severity> severities;
  private final Severity least;
  private final List<Exemption> exemptions;

  /**
   * A policy.
   *
   * @param selected the codes of the findings to keep
   * @param severities other severities of codes
   * @param least findings below this severity are dropped
   * @param settings what is ignored in some files, nodes or types
   */
  public FindingPolicy(
      Set<FindingCode> selected,
      Map<FindingCode, Severity> severities,
      Severity least,
      Settings settings) {
    this.selected = EnumSet.noneOf(FindingCode.class);
    this.selected.addAll(selected);
    this.severities = new EnumMap<>(FindingCode.class);
    this.severities.putAll(severities);
    this.least = least;
    this.exemptions = List.copyOf(settings.exemptions());
  }

  /** Whether findings with this code can be kept. */
  public boolean selects(FindingCode code) {
    return selected.contains(code);
  }

  /** Whether the logical places of findings are needed. */
  public boolean needsPlaces() {
    return exemptions.stream().anyMatch(Exemption::needsPlaces);
  }

  /** Whether the types of their nodes are needed. */
  public boolean needsTypes() {
    return exemptions.stream().anyMatch(Exemption::needsTypes);
  }

  /** The answer with the findings that remain. */
  public Answer apply(Answer answer) {
    ValidationReport report = answer.report();
    List<Finding> kept = new ArrayList<>(report.findings().size());
    boolean same = true;
    for (Finding finding : report.findings()) {
      if (Protection.fromPolicy(finding)) {
        kept.add(finding);
        continue;
      }
      Severity severity = severities.getOrDefault(finding.code(), finding.severity());
      boolean wanted =
          selected.contains(finding.code())
              && severity.compareTo(least) <= 0
              && exemptions.stream().noneMatch(it -> it.ignores(answer, finding));
      if (wanted) {
        kept.add(severity == finding.severity() ? finding : finding.withSeverity(severity));
      }
      same &= wanted && severity == finding.severity();
    }
    return same
        ? answer
        : answer.with(
            new ValidationReport(report.rejection(), kept, report.omitted(), report.foreign()));
  }
}
