package dev.sluice;

import dev.sluice.error.Findings;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.NodeCreationException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowSchema;
import java.util.Optional;

/**
 * How a load ended, before it is told as a value or as a failure.
 *
 * @param kind what the document is, as far as is known
 * @param schema the workflow, if there is one
 * @param failure what ended the pass before its end
 * @param report all that was found
 */
record Outcome(
    DocumentKind kind,
    Optional<WorkflowSchema> schema,
    Optional<WorkflowException> failure,
    ValidationReport report) {

  static Outcome of(Optional<WorkflowSchema> schema, Findings findings) {
    return new Outcome(findings.kind(), schema, Optional.empty(), findings.report());
  }

  static Outcome failed(WorkflowException failure, Findings findings) {
    findings.end(failure.finding());
    return new Outcome(findings.kind(), Optional.empty(), Optional.of(failure), findings.report());
  }

  /** The workflow, or the failure thrown. */
  WorkflowSchema required(String source) {
    if (failure.isPresent()) {
      throw failure.get().in(source, report);
    }
    return schema.orElseThrow(() -> rejection().in(source, report));
  }

  /** The result, or the failure thrown if it tells nothing about a document. */
  LoadResult result(String source) {
    if (failure.isPresent() && !isAboutDocument(failure.get())) {
      throw failure.get().in(source, report);
    }
    return new LoadResult(kind, schema, report);
  }

  private static boolean isAboutDocument(WorkflowException failure) {
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
