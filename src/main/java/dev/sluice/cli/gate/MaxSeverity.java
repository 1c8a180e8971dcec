package dev.sluice.cli.gate;

import dev.sluice.model.Severity;
import java.util.List;

/** The highest severity of findings that passes. */
public enum MaxSeverity {
  /** Findings that do not reject the document. */
  ERROR(Severity.ERROR, Severity.WARNING, Severity.INFO),
  WARNING(Severity.WARNING, Severity.INFO),
  INFO(Severity.INFO),
  /** No findings. */
  NONE;

  private final List<Severity> allowed;

  MaxSeverity(Severity... allowed) {
    this.allowed = List.of(allowed);
  }

  /** Whether findings of this severity pass. */
  boolean allows(Severity severity) {
    return allowed.contains(severity);
  }
}
