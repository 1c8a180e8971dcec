package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * The target cannot be written: the directory does not exist, access is denied, the target is not a
 * regular file, or the disk is full or fails.
 */
public final class UnwritableTargetException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure without the name of the target. */
  public UnwritableTargetException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private UnwritableTargetException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public UnwritableTargetException from(String source, ValidationReport report) {
    return new UnwritableTargetException(source, finding(), report, getCause());
  }

  /** A copy with the name of the target. */
  public UnwritableTargetException from(String target) {
    return from(target, report());
  }
}
