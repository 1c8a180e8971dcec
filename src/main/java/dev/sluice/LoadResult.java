package dev.sluice;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import java.util.Optional;

/**
 * What came of a load, accepted or not.
 *
 * @param kind what the document is; {@link DocumentKind#WORKFLOW} where it could not be read so far
 * @param schema the loaded workflow; empty if the document is rejected
 * @param report all that was found
 */
public record LoadResult(
    DocumentKind kind, Optional<WorkflowSchema> schema, ValidationReport report) {

  /** Whether the document was accepted. */
  public boolean accepted() {
    return report.accepted();
  }

  /** What the document says; empty if it is rejected. */
  public Optional<WorkflowDefinition> definition() {
    return schema.map(WorkflowSchema::definition);
  }
}
