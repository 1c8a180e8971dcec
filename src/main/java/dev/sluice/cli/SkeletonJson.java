package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.answer.FindingJson;
import dev.sluice.cli.terminal.JsonOutput;
import dev.sluice.model.WorkflowSkeleton;
import java.io.IOException;

/** The JSON output of {@code skeleton}: a stable format with a fixed order of keys. */
final class SkeletonJson {

  private SkeletonJson() {}

  /** Writes one object: the skeleton, or the findings that reject the input. */
  static void write(JsonGenerator json, SkeletonAnswer answer) throws IOException {
    json.writeStartObject();
    FindingJson.writeHead(json, answer.answer());
    if (answer.skeleton().isPresent()) {
      writeMembers(json, answer.skeleton().get());
    } else {
      FindingJson.writeFindings(json, answer.answer().report());
    }
    json.writeEndObject();
  }

  /** Writes the members of a skeleton except its kind. */
  static void writeMembers(JsonGenerator json, WorkflowSkeleton skeleton) throws IOException {
    json.writeStringField("name", skeleton.name());
    json.writeStringField("description", skeleton.description());
    json.writeStringField("version", skeleton.version());
    json.writeStringField("author", skeleton.author());
    json.writeNumberField("nodeCount", skeleton.nodeCount());
    json.writeNumberField("connectionCount", skeleton.connectionCount());
    json.writeNumberField("variableCount", skeleton.variableCount());
    json.writeNumberField("frameCount", skeleton.frameCount());
    json.writeFieldName("nodeTypes");
    JsonOutput.write(json, skeleton.nodeTypes());
    json.writeFieldName("categories");
    JsonOutput.write(json, skeleton.categories());
    json.writeFieldName("variableNames");
    JsonOutput.write(json, skeleton.variableNames());
    json.writeFieldName("settings");
    JsonOutput.write(json, skeleton.settings());
    if (skeleton.createdAt().isPresent()) {
      json.writeStringField("createdAt", skeleton.createdAt().get());
    }
    if (skeleton.modifiedAt().isPresent()) {
      json.writeStringField("modifiedAt", skeleton.modifiedAt().get());
    }
  }
}
