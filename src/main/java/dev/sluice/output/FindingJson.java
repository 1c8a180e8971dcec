package dev.sluice.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;

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
    for (Map.Entry<String, Object> member : finding.toMap().entrySet()) {
      json.writeFieldName(member.getKey());
      JsonOutput.write(json, member.getValue());
    }
  }
}
