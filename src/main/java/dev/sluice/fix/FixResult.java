package dev.sluice.fix;

import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The corrections of one document.
 *
 * @param report the findings of the document as it was
 * @param original the definition that was read; empty if the document is rejected
 * @param corrected the definition to write; empty if nothing changes
 * @param made the corrections in it, in the order in which they were made
 * @param left corrections that were found but not made
 * @param stored the document as it is stored; empty if it is rejected
 * @param refusal the error that the corrections would introduce, so that none is made
 */
public record FixResult(
    ValidationReport report,
    Optional<WorkflowDefinition> original,
    Optional<WorkflowDefinition> corrected,
    List<Fix> made,
    List<Fix> left,
    Optional<byte[]> stored,
    Optional<Finding> refusal) {

  /** Makes the lists unmodifiable. */
  public FixResult {
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(corrected, "corrected");
    made = List.copyOf(made);
    left = List.copyOf(left);
    Objects.requireNonNull(stored, "stored");
    Objects.requireNonNull(refusal, "refusal");
  }
}
