package dev.sluice;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import java.util.Optional;

/**
 * The result of a load, whether or not the document was accepted.
 *
 * @param kind the kind of the document; {@link DocumentKind#WORKFLOW} if it could not be determined
 * @param schema the loaded workflow; empty if the document is rejected
 * @param report all findings
 */
public record LoadResult(
    DocumentKind kind, Optional<WorkflowSchema> schema, ValidationReport report) {

  /** Whether the document was accepted. */
  public boolean accepted() {
    return report.accepted();
  }

  /** The definition; empty if the document is rejected. */
  public Optional<WorkflowDefinition> definition() {
    return schema.map(WorkflowSchema::definition);
  }
}
