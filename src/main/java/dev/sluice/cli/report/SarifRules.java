package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.output.ErrorsPage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The rules of a SARIF log, one for each finding code. */
final class SarifRules {

  /** The page of the project. */
  static final String HOME = "https://sluice.example";

  private SarifRules() {}

  /** Writes the list of rules with their descriptions from docs/errors.md. */
  static void write(JsonGenerator json, List<FindingCode> codes) throws IOException {
    ErrorsPage page = ErrorsPage.read();
    json.writeArrayFieldStart("rules");
    for (FindingCode code : codes) {
      json.writeStartObject();
      json.writeStringField("id", code.name());
      writeText(json, "shortDescription", page.summary(code) + ".");
      writeText(json, "fullDescription", page.summary(code) + ".");
      json.writeStringField("helpUri", HOME + "/docs/errors.md#" + anchor(code));
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", level(code.severity()));
      json.writeEndObject();
      json.writeObjectFieldStart("help");
      json.writeStringField(
          "text", page.summary(code) + ". See docs/errors.md#" + anchor(code) + " of Sluice.");
      json.writeStringField("markdown", page.section(code).strip());
      json.writeEndObject();
      json.writeObjectFieldStart("properties");
      json.writeArrayFieldStart("tags");
      json.writeString("workflow");
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String anchor(FindingCode code) {
    return code.name().toLowerCase(Locale.ROOT);
  }

  /** Writes a message. */
  static void writeText(JsonGenerator json, String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  /** The SARIF level for a severity. */
  static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  /** The severity for a SARIF level. */
  static Severity severity(String level) {
    for (Severity severity : Severity.values()) {
      if (level(severity).equals(level)) {
        return severity;
      }
    }
    throw new IllegalArgumentException("there is no level " + level);
  }
}
