package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * The bytes are not one JSON document in UTF-8: the program or person that wrote them must fix it.
 */
public final class MalformedJsonException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public MalformedJsonException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private MalformedJsonException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public MalformedJsonException from(String source, ValidationReport report) {
    return new MalformedJsonException(source, finding(), report, getCause());
  }
}
