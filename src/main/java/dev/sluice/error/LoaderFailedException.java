package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * The loader or the machine failed: report a bug, or check which library or resource is missing.
 */
public final class LoaderFailedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public LoaderFailedException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private LoaderFailedException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public LoaderFailedException from(String source, ValidationReport report) {
    return new LoaderFailedException(source, finding(), report, getCause());
  }
}
