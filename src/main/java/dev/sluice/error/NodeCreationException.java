package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import org.jspecify.annotations.Nullable;

/** A node factory failed: the host program that provided it must fix it. */
public final class NodeCreationException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  /** A failure inside a stage, without the name of the source. */
  public NodeCreationException(Finding finding, @Nullable Throwable cause) {
    this("", finding, only(finding), cause);
  }

  private NodeCreationException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(source, finding, report, cause);
  }

  @Override
  public NodeCreationException from(String source, ValidationReport report) {
    return new NodeCreationException(source, finding(), report, getCause());
  }
}
