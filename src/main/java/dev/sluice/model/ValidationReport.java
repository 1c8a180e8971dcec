package dev.sluice.model;

import java.util.List;

/**
 * All findings of one pass over a document, in document order.
 *
 * @param accepted whether the profile of the load accepts the document
 * @param findings sorted by {@link Finding#DOCUMENT_ORDER}, unmodifiable
 * @param omitted the number of further findings, dropped because of the limit
 * @param foreign whether the document is not meant as a workflow: it is recognised as something
 *     else, or has none of the members {@code nodes}, {@code workflow}, {@code
 *     workflow_definition}, {@code base_workflow} and {@code snippet_id}
 */
public record ValidationReport(
    boolean accepted, List<Finding> findings, long omitted, boolean foreign) {

  /** The report of an accepted document without findings. */
  public static final ValidationReport CLEAN = new ValidationReport(true, List.of(), 0);

  /** Makes the list of findings unmodifiable. */
  public ValidationReport {
    findings = List.copyOf(findings);
  }

  /** The report of a document that is not foreign. */
  public ValidationReport(boolean accepted, List<Finding> findings, long omitted) {
    this(accepted, findings, omitted, false);
  }

  /** The number of kept findings with this severity. */
  public long count(Severity severity) {
    return findings.stream().filter(f -> f.severity() == severity).count();
  }
}
