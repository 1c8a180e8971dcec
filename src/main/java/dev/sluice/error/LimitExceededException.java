package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * The document exceeds one of the {@code Limits}: its author must make it smaller, or the caller
 * must raise the limit with {@code WorkflowLoaderBuilder.limits}.
 */
public final class LimitExceededException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public LimitExceededException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private LimitExceededException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public LimitExceededException from(String source, ValidationReport report) {
    return new LimitExceededException(source, finding(), report, getCause());
  }
}
