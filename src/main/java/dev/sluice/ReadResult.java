package dev.sluice;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import java.util.Optional;

/**
 * The result of reading a document without creating nodes, whether or not it was accepted.
 *
 * @param kind the kind of the document; {@link DocumentKind#WORKFLOW} if it could not be determined
 * @param definition the definition; empty if the document is rejected
 * @param report all findings
 */
public record ReadResult(
    DocumentKind kind, Optional<WorkflowDefinition> definition, ValidationReport report) {

  /** Whether the document was accepted. */
  public boolean accepted() {
    return report.accepted();
  }
}
