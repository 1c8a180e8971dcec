package dev.sluice;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import java.util.Optional;

/**
 * What came of reading a document, accepted or not, without live nodes.
 *
 * @param kind what the document is; {@link DocumentKind#WORKFLOW} where it could not be read so far
 * @param definition what the document says; empty if it is rejected
 * @param report all that was found
 */
public record ReadResult(
    DocumentKind kind, Optional<WorkflowDefinition> definition, ValidationReport report) {

  /** Whether the document was accepted. */
  public boolean accepted() {
    return report.accepted();
  }
}
