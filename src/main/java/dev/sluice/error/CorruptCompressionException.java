package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/** The gzip or zstd data is damaged or truncated: fetch or write the file again. */
public final class CorruptCompressionException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public CorruptCompressionException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private CorruptCompressionException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public CorruptCompressionException in(String source, ValidationReport report) {
    return new CorruptCompressionException(source, finding(), report, getCause());
  }
}
