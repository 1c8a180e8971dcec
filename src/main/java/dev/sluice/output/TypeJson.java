package dev.sluice.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.DynamicPorts;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The JSON of one node type. */
public final class TypeJson {

  private TypeJson() {}

  /** Writes one object; {@code replaced} is the migration to the type from the requested name. */
  public static void write(JsonGenerator json, NodeType type, Optional<Migration> replaced)
      throws IOException {
    json.writeStartObject();
    writeMembers(json, type, replaced);
    json.writeEndObject();
  }

  /** Writes the members of a type. */
  public static void writeMembers(JsonGenerator json, NodeType type, Optional<Migration> replaced)
      throws IOException {
    json.writeStringField("type", type.name());
    json.writeStringField("category", type.category());
    json.writeBooleanField("creatable", type.kind() == NodeType.Kind.CREATABLE);
    if (replaced.isPresent()) {
      Migration migration = replaced.get();
      json.writeObjectFieldStart("migration");
      json.writeStringField("from", migration.from());
      json.writeStringField("to", migration.to());
      json.writeFieldName("settings");
      JsonOutput.write(json, migration.settings());
      json.writeEndObject();
    }
    writePorts(json, "inputs", type.inputs());
    writePorts(json, "outputs", type.outputs());
    writePorts(json, "editorInputs", type.editorInputs());
    writePorts(json, "editorOutputs", type.editorOutputs());
    writeDynamicPorts(json, type.dynamicPorts());
    json.writeBooleanField("openPorts", type.openPorts());
    writeProperties(json, type.properties());
    json.writeFieldName("configKeys");
    JsonOutput.write(json, List.copyOf(new TreeSet<>(type.configKeys())));
    json.writeBooleanField("openConfig", type.openConfig());
  }

  private static void writePorts(JsonGenerator json, String key, List<Port> ports)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (Port port : ports) {
      json.writeStartObject();
      json.writeStringField("name", port.name());
      json.writeStringField("dataType", port.dataType().name());
      json.writeBooleanField("required", port.required());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeDynamicPorts(JsonGenerator json, List<DynamicPorts> rules)
      throws IOException {
    json.writeArrayFieldStart("dynamicPorts");
    for (DynamicPorts rule : rules) {
      json.writeStartObject();
      json.writeStringField("side", rule.output() ? "output" : "input");
      json.writeStringField("kind", rule.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("configKey", rule.configKey());
      json.writeStringField("pattern", rule.pattern());
      json.writeNumberField("first", rule.first());
      json.writeNumberField("max", rule.max());
      json.writeStringField("dataType", rule.dataType().name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeProperties(JsonGenerator json, List<PropertySpec> properties)
      throws IOException {
    json.writeArrayFieldStart("properties");
    for (PropertySpec property : properties) {
      json.writeStartObject();
      json.writeStringField("name", property.name());
      json.writeStringField("type", property.type());
      json.writeBooleanField("required", property.required());
      if (property.defaultValue().isPresent()) {
        json.writeFieldName("default");
        JsonOutput.write(json, property.defaultValue().get());
      }
      if (!property.choices().isEmpty()) {
        json.writeFieldName("choices");
        JsonOutput.write(json, property.choices());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
