package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.text.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a run as a SARIF invocation.
 *
 * @param exitCode the exit code of its inputs
 * @param dropped the number of findings that were dropped because of the limit
 * @param omitted the number of results that are not in the log
 */
record SarifInvocation(int exitCode, long dropped, long omitted) {

  /** The names of the two numbers in the property bag. */
  static final String DROPPED = "droppedFindings";

  static final String OMITTED = "omittedResults";

  /** Writes the list with this invocation. */
  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", exitCode != ExitCode.UNREADABLE);
    json.writeNumberField("exitCode", exitCode);
    writeNotifications(json);
    json.writeEndObject();
    json.writeEndArray();
  }

  /** The notification about results that are not in the log. */
  String omittedText() {
    return "GitHub accepts at most "
        + SarifResults.MOST
        + " results and 10 MB in a run, so "
        + omitted
        + " of the least severe are omitted from the SARIF log";
  }

  private void writeNotifications(JsonGenerator json) throws IOException {
    List<String> texts = new ArrayList<>();
    if (dropped > 0) {
      texts.add(
          Quantity.grouped(dropped, "further finding was", "further findings were")
              + " dropped (limit \"findings\")");
    }
    if (omitted > 0) {
      texts.add(omittedText());
    }
    if (texts.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (String text : texts) {
      json.writeStartObject();
      json.writeStringField("level", "warning");
      SarifRules.writeText(json, "message", text);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("properties");
    json.writeNumberField(DROPPED, dropped);
    json.writeNumberField(OMITTED, omitted);
    json.writeEndObject();
  }
}
