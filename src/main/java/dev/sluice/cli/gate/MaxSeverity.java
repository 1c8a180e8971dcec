package dev.sluice.cli.gate;

import dev.sluice.model.Severity;
import java.util.List;

/** The gravest findings that a document may have and still pass. */
public enum MaxSeverity {
  /** Whatever does not reject it. */
  ERROR(Severity.ERROR, Severity.WARNING, Severity.INFO),
  WARNING(Severity.WARNING, Severity.INFO),
  INFO(Severity.INFO),
  /** No findings at all. */
  NONE;

  private final List<Severity> allowed;

  MaxSeverity(Severity... allowed) {
    this.allowed = List.of(allowed);
  }

  /** Whether a finding of this severity may be there. */
  boolean allows(Severity severity) {
    return allowed.contains(severity);
  }
}
