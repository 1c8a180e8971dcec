package dev.sluice.model;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.value.Elements;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All findings of one pass over a document, in document order.
 *
 * @param rejection why the profile of the load does not accept the document; empty if it does
 * @param findings sorted by {@link Finding#DOCUMENT_ORDER}, unmodifiable
 * @param omitted the number of further findings, dropped because of the limit
 * @param foreign whether the document is not meant as a workflow: it is recognised as something
 *     else, or has none of the members {@code nodes}, {@code workflow}, {@code
 *     workflow_definition}, {@code base_workflow} and {@code snippet_id}
 */
public record ValidationReport(
    Optional<Rejection> rejection, List<Finding> findings, long omitted, boolean foreign) {

  /** The report of an accepted document without findings. */
  public static final ValidationReport CLEAN =
      new ValidationReport(Optional.empty(), List.of(), 0, false);

  /** Makes the list of findings unmodifiable. */
  public ValidationReport {
    findings = Elements.listOf(findings, "findings");
  }

  /** The report of a document that is rejected because of this one finding. */
  public static ValidationReport rejecting(Rejection reason) {
    return new ValidationReport(Optional.of(reason), List.of(reason.finding()), 0, false);
  }

  /** The same report about a document that is not meant as a workflow. */
  public ValidationReport asForeign() {
    return new ValidationReport(rejection, findings, omitted, true);
  }

  /** Whether the profile of the load accepts the document. */
  public boolean accepted() {
    return rejection.isEmpty();
  }

  /**
   * The report as plain Java for any JSON mapper: a map with {@code accepted}, {@code rejection} if
   * the document is rejected, {@code findings}, {@code omitted} and {@code foreign}. Jackson uses
   * this form automatically.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("accepted", accepted());
    rejection.ifPresent(why -> map.put("rejection", why.toMap()));
    map.put("findings", findings.stream().map(Finding::toMap).toList());
    map.put("omitted", omitted);
    map.put("foreign", foreign);
    return Collections.unmodifiableMap(map);
  }

  /** The number of kept findings with this severity. */
  public long count(Severity severity) {
    return findings.stream().filter(f -> f.severity() == severity).count();
  }
}
