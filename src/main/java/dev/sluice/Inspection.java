package dev.sluice;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.ValidationReport;

/**
 * The findings of a document, without its content.
 *
 * @param kind the kind of the document; {@link DocumentKind#WORKFLOW} if it could not be determined
 * @param report all findings
 */
public record Inspection(DocumentKind kind, ValidationReport report) {

  /** Whether the document was accepted. */
  public boolean accepted() {
    return report.accepted();
  }
}
