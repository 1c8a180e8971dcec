package dev.sluice.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON of definitions and their parts, in a fixed order of keys. */
public final class DefinitionJson {

  private DefinitionJson() {}

  /** Writes the members of a definition; those that do not apply are omitted. */
  public static void writeMembers(JsonGenerator json, WorkflowDefinition definition)
      throws IOException {
    json.writeFieldName("metadata");
    writeMetadata(json, definition.metadata());
    json.writeArrayFieldStart("nodes");
    for (NodeDefinition node : definition.nodes().values()) {
      writeNode(json, node);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("connections");
    for (Connection connection : definition.connections()) {
      writeConnection(json, connection);
    }
    json.writeEndArray();
    writeRest(json, definition);
  }

  /** Writes the members that follow the nodes and connections. */
  public static void writeRest(JsonGenerator json, WorkflowDefinition definition)
      throws IOException {
    json.writeBooleanField("autoStart", definition.autoStart());
    writeAsWritten(json, "variables", definition.members(), Map.of());
    writeAsWritten(json, "settings", definition.members(), WorkflowDefinition.DEFAULT_SETTINGS);
    writeAsWritten(json, "frames", definition.members(), List.of());
    json.writeStringField("fingerprint", definition.fingerprint());
  }

  /** Writes the metadata as an object. */
  public static void writeMetadata(JsonGenerator json, WorkflowMetadata metadata)
      throws IOException {
    json.writeStartObject();
    writeIfPresent(json, "id", metadata.id());
    json.writeStringField("name", metadata.name());
    json.writeStringField("description", metadata.description());
    json.writeStringField("author", metadata.author());
    json.writeStringField("version", metadata.version());
    json.writeFieldName("tags");
    JsonOutput.write(json, metadata.tags());
    writeIfPresent(json, "created_at", metadata.createdAt());
    writeIfPresent(json, "modified_at", metadata.modifiedAt());
    json.writeStringField("schema_version", metadata.schemaVersion());
    json.writeEndObject();
  }

  /** Writes a node as an object. */
  public static void writeNode(JsonGenerator json, NodeDefinition node) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", node.id());
    json.writeStringField("type", node.type().name());
    if (node.isMigrated()) {
      json.writeStringField("declaredType", node.declaredType());
    }
    if (!node.type().category().isEmpty()) {
      json.writeStringField("category", node.type().category());
    }
    json.writeBooleanField("placeholder", node.isPlaceholder());
    json.writeFieldName("config");
    JsonOutput.write(json, node.config());
    writePorts(json, "inputs", node.inputs());
    writePorts(json, "outputs", node.outputs());
    String position = node.members().containsKey("position") ? "position" : "pos";
    if (node.members().containsKey(position)) {
      json.writeFieldName("position");
      JsonOutput.write(json, node.members().get(position));
    }
    writeIfPresent(json, "name", node.name());
    json.writeEndObject();
  }

  /** Writes a list of the names of ports. */
  public static void writePorts(JsonGenerator json, String name, List<Port> ports)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Port port : ports) {
      json.writeString(port.name());
    }
    json.writeEndArray();
  }

  /** Writes the four ends; an end that is null in the document is null. */
  public static void writeConnection(JsonGenerator json, Connection connection) throws IOException {
    json.writeStartArray();
    writeEnd(json, connection, "source_node", connection.sourceNode());
    writeEnd(json, connection, "source_port", connection.sourcePort());
    writeEnd(json, connection, "target_node", connection.targetNode());
    writeEnd(json, connection, "target_port", connection.targetPort());
    json.writeEndArray();
  }

  private static void writeEnd(JsonGenerator json, Connection connection, String key, String end)
      throws IOException {
    Map<String, Object> members = connection.members();
    if (end.isEmpty() && members.containsKey(key) && members.get(key) == null) {
      json.writeNull();
    } else {
      json.writeString(end);
    }
  }

  private static void writeAsWritten(
      JsonGenerator json, String key, Map<String, Object> members, Object otherwise)
      throws IOException {
    json.writeFieldName(key);
    JsonOutput.write(json, members.containsKey(key) ? members.get(key) : otherwise);
  }

  private static void writeIfPresent(JsonGenerator json, String key, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(key, value.get());
    }
  }
}
