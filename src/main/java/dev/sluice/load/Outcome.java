package dev.sluice.load;

import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.NodeCreationException;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.Optional;

/**
 * How a step of a load ended, before that is told as a value or as a failure; immutable, so that
 * loads may share it if they may share the value.
 *
 * @param kind what the document is, as far as is known
 * @param value what came of it; empty if the document is rejected
 * @param failure what ended the pass before its end
 * @param report all that was found
 */
public record Outcome<T>(
    DocumentKind kind,
    Optional<T> value,
    Optional<WorkflowException> failure,
    ValidationReport report) {

  static <T> Outcome<T> of(Optional<T> value, Findings findings) {
    return new Outcome<>(findings.kind(), value, Optional.empty(), findings.report());
  }

  static <T> Outcome<T> failed(WorkflowException failure, Findings findings) {
    findings.end(failure.finding());
    return new Outcome<>(
        findings.kind(), Optional.empty(), Optional.of(failure), findings.report());
  }

  /** What came of a further step that leaves the report as it is. */
  <U> Outcome<U> then(Optional<U> next) {
    return new Outcome<>(kind, next, failure, report);
  }

  /** This outcome, or the failure thrown if there is no value. */
  public Outcome<T> accepted(String source) {
    required(source);
    return this;
  }

  /** The value, or the failure thrown. */
  public T required(String source) {
    if (failure.isPresent()) {
      throw told(failure.get(), source);
    }
    return value.orElseThrow(() -> rejection().in(source, report));
  }

  /** This outcome, or the failure thrown if it tells nothing about a document. */
  public Outcome<T> aboutDocument(String source) {
    if (failure.isPresent() && !isAboutDocument(failure.get())) {
      throw told(failure.get(), source);
    }
    return this;
  }

  /** A failure as its reader is told it, traced to where it arose and not to where it is told. */
  private WorkflowException told(WorkflowException arisen, String source) {
    WorkflowException told = arisen.in(source, report);
    told.setStackTrace(arisen.getStackTrace());
    for (Throwable site : arisen.getSuppressed()) {
      told.addSuppressed(site);
    }
    return told;
  }

  /** Whether a failure lies with the document, and not with whoever reads it. */
  static boolean isAboutDocument(WorkflowException failure) {
    return switch (failure.code()) {
      case UNREADABLE, CHANGED_WHILE_READING, BUSY, TIMED_OUT, INTERNAL -> false;
      default -> true;
    };
  }

  /** The first error as the exception whose reader can mend it. */
  private WorkflowException rejection() {
    Finding first =
        report.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .findFirst()
            .orElseThrow();
    return switch (first.code()) {
      case LIMIT_EXCEEDED -> new LimitExceededException(first, null);
      case NODE_CREATION_FAILED -> new NodeCreationException(first, null);
      default -> new InvalidWorkflowException(first, null);
    };
  }
}
