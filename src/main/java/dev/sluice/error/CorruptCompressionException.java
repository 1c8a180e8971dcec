package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.Rejection;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/** The gzip or zstd data is damaged or truncated: fetch or write the file again. */
public final class CorruptCompressionException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public CorruptCompressionException(Finding finding, @Nullable Throwable cause) {
    this("", finding, rejecting(finding), cause);
  }

  private CorruptCompressionException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  private static ValidationReport rejecting(Finding finding) {
    return ValidationReport.rejecting(new Rejection(Rejection.Kind.CORRUPT, finding));
  }

  @Override
  public CorruptCompressionException from(String source, ValidationReport report) {
    return new CorruptCompressionException(source, finding(), report, getCause());
  }
}
