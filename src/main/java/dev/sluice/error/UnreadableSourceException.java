package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * The source cannot be read: missing, forbidden, not a regular file, or changed during the read.
 */
public final class UnreadableSourceException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public UnreadableSourceException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private UnreadableSourceException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public UnreadableSourceException from(String source, ValidationReport report) {
    return new UnreadableSourceException(source, finding(), report, getCause());
  }
}
