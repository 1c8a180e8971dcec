package dev.sluice.model;

import java.util.List;

/**
 * Everything one pass over a document found, in document order.
 *
 * @param accepted whether the document may be used under the profile of the load
 * @param findings sorted by {@link Finding#DOCUMENT_ORDER}, unmodifiable
 * @param omitted how many more findings there were than the limit lets keep
 */
public record ValidationReport(boolean accepted, List<Finding> findings, long omitted) {

  /** The report of a document with nothing to say about it. */
  public static final ValidationReport CLEAN = new ValidationReport(true, List.of(), 0);

  /** Makes the list of findings unmodifiable. */
  public ValidationReport {
    findings = List.copyOf(findings);
  }

  /** How many of the findings kept have this severity. */
  public long count(Severity severity) {
    return findings.stream().filter(f -> f.severity() == severity).count();
  }
}
