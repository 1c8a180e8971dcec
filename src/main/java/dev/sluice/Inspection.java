package dev.sluice;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.ValidationReport;

/**
 * What there is to find in a document, whose content is not kept.
 *
 * @param kind what the document is; {@link DocumentKind#WORKFLOW} where it could not be read so far
 * @param report all that was found
 */
public record Inspection(DocumentKind kind, ValidationReport report) {

  /** Whether the document was accepted. */
  public boolean accepted() {
    return report.accepted();
  }
}
