package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/** The load took longer than its deadline: the caller can raise the limit or try again. */
public final class LoadTimeoutException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public LoadTimeoutException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private LoadTimeoutException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public LoadTimeoutException from(String source, ValidationReport report) {
    return new LoadTimeoutException(source, finding(), report, getCause());
  }
}
