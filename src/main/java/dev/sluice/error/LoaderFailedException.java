package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * The loader itself, or the machine it runs on, failed: a bug to report, or a library that cannot
 * be loaded.
 */
public final class LoaderFailedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure as a stage sees it: without the name of the source. */
  public LoaderFailedException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private LoaderFailedException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public LoaderFailedException in(String source, ValidationReport report) {
    return new LoaderFailedException(source, finding(), report, getCause());
  }
}
