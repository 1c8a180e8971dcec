package dev.sluice.spark;

import dev.sluice.model.Finding;
import dev.sluice.model.Place;

/** A finding as a row; a bean, as Spark's encoders need it. */
public class FindingRow {

  private String severity = "";
  private String code = "";
  private String message = "";
  private String pointer = "";
  private Long line;
  private Long column;
  private Long offset;
  private String suggestion;

  static FindingRow of(Finding finding) {
    FindingRow row = new FindingRow();
    row.severity = finding.severity().name();
    row.code = finding.code().name();
    row.message = finding.message();
    row.pointer = finding.pointer();
    row.line = finding.place().map(place -> (long) place.line()).orElse(null);
    row.column = finding.place().map(place -> (long) place.column()).orElse(null);
    row.offset = finding.place().map(Place::offset).orElse(null);
    row.suggestion = finding.suggestion().orElse(null);
    return row;
  }

  /** ERROR, WARNING or INFO. */
  public String getSeverity() {
    return severity;
  }

  public void setSeverity(String severity) {
    this.severity = severity;
  }

  /** The code, such as ORPHANED_CONNECTION. */
  public String getCode() {
    return code;
  }

  public void setCode(String code) {
    this.code = code;
  }

  /** One sentence in English. */
  public String getMessage() {
    return message;
  }

  public void setMessage(String message) {
    this.message = message;
  }

  /** The RFC 6901 pointer to the value. */
  public String getPointer() {
    return pointer;
  }

  public void setPointer(String pointer) {
    this.pointer = pointer;
  }

  /** The line, from 1; null for a finding without a place. */
  public Long getLine() {
    return line;
  }

  public void setLine(Long line) {
    this.line = line;
  }

  /** The column, from 1; null for a finding without a place. */
  public Long getColumn() {
    return column;
  }

  public void setColumn(Long column) {
    this.column = column;
  }

  /** The offset in the decompressed document, from 0; null for a finding without a place. */
  public Long getOffset() {
    return offset;
  }

  public void setOffset(Long offset) {
    this.offset = offset;
  }

  /** What to write instead; null if unknown. */
  public String getSuggestion() {
    return suggestion;
  }

  public void setSuggestion(String suggestion) {
    this.suggestion = suggestion;
  }
}
