package dev.sluice.cli.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.output.DefinitionJson;
import dev.sluice.output.FindingJson;
import java.io.IOException;

/** The JSON of answers: a stable format with a fixed order of keys. */
public final class AnswerJson {

  private AnswerJson() {}

  /** Writes one object; members that do not apply are omitted. */
  public static void write(JsonGenerator json, Answer answer) throws IOException {
    json.writeStartObject();
    writeHead(json, answer);
    if (answer.definition().isPresent()) {
      DefinitionJson.writeMembers(json, answer.definition().get());
    }
    FindingJson.writeFindings(json, answer.report());
    json.writeEndObject();
  }

  /** Writes the name and kind of the input, and whether it was accepted. */
  public static void writeHead(JsonGenerator json, Answer answer) throws IOException {
    json.writeStringField("file", answer.input().name());
    if (answer.kind().isPresent()) {
      json.writeStringField("kind", answer.kind().get().label());
    }
    json.writeBooleanField("accepted", answer.report().accepted());
  }
}
