package dev.sluice.fix;

import dev.sluice.model.Finding;
import dev.sluice.model.Rejection;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compares the errors of a document before and after a change. */
public final class NewErrors {

  private NewErrors() {}

  /**
   * The first error that the changed document has more often than the original one, counting errors
   * with equal code and message. If the changed document is rejected, there always is one.
   */
  public static Optional<Finding> first(ValidationReport before, ValidationReport after) {
    Map<String, Integer> known = new HashMap<>();
    for (Finding finding : before.findings()) {
      if (finding.severity() == Severity.ERROR) {
        known.merge(finding.code() + finding.message(), 1, Integer::sum);
      }
    }
    return after.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .filter(finding -> known.merge(finding.code() + finding.message(), -1, Integer::sum) < 0)
        .findFirst()
        .or(() -> after.rejection().map(Rejection::finding));
  }
}
