package dev.sluice.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.WorkflowSkeleton;
import java.io.IOException;

/** The JSON of skeletons, in a fixed order of keys. */
public final class SkeletonJson {

  private SkeletonJson() {}

  /** Writes the members of a skeleton except its kind. */
  public static void writeMembers(JsonGenerator json, WorkflowSkeleton skeleton)
      throws IOException {
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
