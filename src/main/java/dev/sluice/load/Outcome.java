package dev.sluice.load;

import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.NodeCreationException;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import java.util.Optional;

/**
 * The outcome of a step of a load, before it is emitted as a value or a failure; immutable, so
 * loads may share it if they may share the value.
 *
 * @param kind the kind of the document, if known
 * @param value the result; empty if the document is rejected
 * @param failure the failure that ended the pass early
 * @param report all findings
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
    findings.end(failure.rejection());
    if (failure.report().foreign()) {
      findings.foreign();
    }
    return new Outcome<>(
        findings.kind(), Optional.empty(), Optional.of(failure), findings.report());
  }

  /** The outcome of a further step, with the same report. */
  <U> Outcome<U> then(Optional<U> next) {
    return new Outcome<>(kind, next, failure, report);
  }

  /**
   * This outcome; throws a failure if the document is foreign, that is, not meant as a workflow.
   */
  Outcome<T> meantAsWorkflow(String source) {
    if (!report.foreign()) {
      return this;
    }
    if (failure.isPresent()) {
      throw located(failure.get(), source);
    }
    throw new InvalidWorkflowException(foreignness(), null).from(source, report);
  }

  private Finding foreignness() {
    return report.findings().stream()
        .filter(finding -> finding.code() == FindingCode.NOT_A_WORKFLOW)
        .findFirst()
        .orElseGet(
            () ->
                Finding.of(
                    FindingCode.NOT_A_WORKFLOW, "Not a workflow: the document has no nodes"));
  }

  /** This outcome, if it has a value; otherwise throws the failure. */
  public Outcome<T> accepted(String source) {
    required(source);
    return this;
  }

  /** The value; throws the failure if there is none. */
  public T required(String source) {
    if (failure.isPresent()) {
      throw located(failure.get(), source);
    }
    return value.orElseThrow(() -> rejection().from(source, report));
  }

  /** This outcome; throws the failure if it does not depend on the document. */
  public Outcome<T> aboutDocument(String source) {
    if (failure.isPresent() && !isAboutDocument(failure.get())) {
      throw located(failure.get(), source);
    }
    return this;
  }

  /** A failure with the name of the source, and with the stack trace of its origin. */
  private WorkflowException located(WorkflowException arisen, String source) {
    WorkflowException failure = arisen.from(source, report);
    failure.setStackTrace(arisen.getStackTrace());
    for (Throwable site : arisen.getSuppressed()) {
      failure.addSuppressed(site);
    }
    return failure;
  }

  /** Whether a failure is caused by the document rather than its reader. */
  static boolean isAboutDocument(WorkflowException failure) {
    return switch (failure.code()) {
      case UNREADABLE, CHANGED_WHILE_READING, BUSY, TIMED_OUT, INTERNAL -> false;
      default -> true;
    };
  }

  /** The finding that rejects the document, as an exception of the matching type. */
  private WorkflowException rejection() {
    Finding first = report.rejection().orElseThrow().finding();
    return switch (first.code()) {
      case LIMIT_EXCEEDED -> new LimitExceededException(first, null);
      case NODE_CREATION_FAILED -> new NodeCreationException(first, null);
      default -> new InvalidWorkflowException(first, null);
    };
  }
}
