package dev.sluice.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.Finding;
import dev.sluice.model.Place;
import dev.sluice.model.ValidationReport;
import java.io.IOException;
import java.util.List;

/** The JSON of findings. */
public final class FindingJson {

  private FindingJson() {}

  /** Writes the findings of a report. */
  public static void writeFindings(JsonGenerator json, ValidationReport report) throws IOException {
    writeFindings(json, report.findings(), report.omitted());
  }

  /** Writes the list of findings and the number of further ones. */
  public static void writeFindings(JsonGenerator json, List<Finding> findings, long omitted)
      throws IOException {
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings) {
      json.writeStartObject();
      writeMembers(json, finding);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (omitted > 0) {
      json.writeNumberField("omittedFindings", omitted);
    }
  }

  /** Writes the members of one finding. */
  public static void writeMembers(JsonGenerator json, Finding finding) throws IOException {
    json.writeStringField("severity", finding.severity().name());
    json.writeStringField("code", finding.code().name());
    json.writeStringField("message", finding.message());
    json.writeStringField("pointer", finding.pointer());
    if (finding.place().isPresent()) {
      Place place = finding.place().get();
      json.writeNumberField("line", place.line());
      json.writeNumberField("column", place.column());
      json.writeNumberField("offset", place.offset());
    }
    if (finding.suggestion().isPresent()) {
      json.writeStringField("suggestion", finding.suggestion().get());
    }
    if (!finding.related().isEmpty()) {
      json.writeFieldName("related");
      JsonOutput.write(json, finding.related());
    }
  }
}
