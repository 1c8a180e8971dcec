package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.cli.answer.ArtifactUri;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.output.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One SARIF log with the results of several, the most severe first. All must be of the same version
 * of the program.
 */
final class MergedSarif extends MergedReport {

  private static final String FILE = "file://";

  private final Map<String, String> log = new LinkedHashMap<>();
  private final Map<String, String> run = new LinkedHashMap<>();
  private int exitCode;
  private long dropped;
  private long omitted;

  MergedSarif() throws IOException {}

  @Override
  public void add(Path report) throws IOException {
    try (JsonParser json = JSON.createParser(report.toFile())) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      Map<String, String> ofLog = new LinkedHashMap<>();
      Map<String, String> ofRun = new LinkedHashMap<>();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        if (name.equals("runs")) {
          require(json.nextToken() == JsonToken.START_OBJECT);
          addRun(json, FileNames.shown(report), ofRun);
          require(json.nextToken() == JsonToken.END_ARRAY);
        } else {
          ofLog.put(name, copy(json));
        }
      }
      if (log.isEmpty()) {
        log.putAll(ofLog);
        run.putAll(ofRun);
      } else if (!log.equals(ofLog) || !run.equals(ofRun)) {
        throw new IllegalArgumentException(
            "it was written by another version of sluice; check all parts with one version");
      }
    }
  }

  private void addRun(JsonParser json, String report, Map<String, String> others)
      throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "results" -> addResults(json, report);
        case "invocations" -> addInvocations(json);
        default -> others.put(name, copy(json));
      }
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("it is not a SARIF log that sluice has written");
    }
  }

  private static String copy(JsonParser json) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonOutput.to(text)) {
      out.copyCurrentStructure(json);
    }
    return text.toString();
  }

  private void addResults(JsonParser json, String report) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String result = copy(json);
      String uri = text(result, "uri");
      String file = uri.startsWith(FILE) ? uri.substring(FILE.length()) : uri;
      parts().add(ArtifactUri.decoded(file), report, result.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The first string value of a member with this name in a result. */
  private static String text(String result, String name) throws IOException {
    try (JsonParser json = JSON.createParser(result)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && name.equals(json.currentName())) {
          return json.getText();
        }
      }
    }
    throw new IllegalArgumentException("a result has no \"" + name + "\"");
  }

  private void addInvocations(JsonParser json) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      require(token != null);
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_NUMBER_INT) {
        addNumber(json.currentName(), json.getIntValue());
      }
    }
  }

  private void addNumber(String name, int number) {
    switch (name) {
      case "exitCode" -> exitCode = Math.max(exitCode, number);
      case SarifInvocation.DROPPED -> dropped += number;
      case SarifInvocation.OMITTED -> omitted += number;
      default -> {}
    }
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    SarifResults results = new SarifResults();
    parts()
        .visit(
            part -> {
              String result = new String(part, StandardCharsets.UTF_8);
              results.add(SarifRules.severity(text(result, "level")), result);
            });
    try (JsonGenerator json = JsonOutput.to(target)) {
      json.writeStartObject();
      writeRaw(json, log);
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      writeRaw(json, run);
      json.writeArrayFieldStart("results");
      for (String result : results.inOrder()) {
        json.writeRawValue(result);
      }
      json.writeEndArray();
      new SarifInvocation(exitCode, dropped, omitted + results.omitted()).write(json);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeRaw(JsonGenerator json, Map<String, String> members) throws IOException {
    for (Map.Entry<String, String> member : members.entrySet()) {
      json.writeFieldName(member.getKey());
      json.writeRawValue(member.getValue());
    }
  }
}
