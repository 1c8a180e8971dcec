package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/** The loader has no capacity left or is closed: the caller can try again later. */
public final class LoaderBusyException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public LoaderBusyException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private LoaderBusyException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public LoaderBusyException from(String source, ValidationReport report) {
    return new LoaderBusyException(source, finding(), report, getCause());
  }
}
