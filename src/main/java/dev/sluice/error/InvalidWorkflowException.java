package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/** The JSON is valid, but the document violates the rules of workflows: its author must fix it. */
public final class InvalidWorkflowException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public InvalidWorkflowException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private InvalidWorkflowException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public InvalidWorkflowException from(String source, ValidationReport report) {
    return new InvalidWorkflowException(source, finding(), report, getCause());
  }
}
