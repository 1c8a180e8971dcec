package dev.sluice.registry;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema of a canonical document, in which a node's type determines the schema of its
 * config.
 *
 * <p>{@code $defs} contains only types, so that the names of a host's types cannot collide with
 * others.
 */
final class DocumentSchema {

  private static final Limits LIMITS = Limits.untrusted();

  private DocumentSchema() {}

  /** The schema for these types by name. */
  static Map<String, Object> of(Map<String, ConfigSchema> types) {
    Map<String, Object> definitions = new LinkedHashMap<>();
    types.forEach((name, config) -> definitions.put(name, config.build()));
    return SchemaBuilder.typed("object")
        .with("title", "Automation workflow")
        .required("nodes")
        .property("$schema", SchemaBuilder.typed("string").build())
        .property("metadata", metadata())
        .property("nodes", nodes(types))
        .property("connections", connections())
        .property("variables", SchemaBuilder.typed("object").build())
        .property("settings", settings())
        .property("frames", list(SchemaBuilder.typed("object").build()).build())
        .with("$defs", definitions)
        .build();
  }

  /** Groups types by category: a validator tests tens of conditions instead of hundreds. */
  private static List<Object> dispatch(Map<String, ConfigSchema> types) {
    Map<String, Map<String, ConfigSchema>> categories = new TreeMap<>();
    types.forEach(
        (name, config) ->
            categories
                .computeIfAbsent(config.category(), unused -> new LinkedHashMap<>())
                .put(name, config));
    List<Object> ways = new ArrayList<>();
    for (Map<String, ConfigSchema> category : categories.values()) {
      List<Object> ofNames = new ArrayList<>();
      category.forEach((name, config) -> ofNames.add(when(List.of(name), ofType(name, config))));
      List<String> names = List.copyOf(category.keySet());
      ways.add(when(names, new SchemaBuilder().with("allOf", ofNames)));
    }
    return ways;
  }

  private static Map<String, Object> when(List<String> names, SchemaBuilder then) {
    Map<String, Object> isOne = new SchemaBuilder().with("enum", names).build();
    return new SchemaBuilder()
        .with("if", new SchemaBuilder().required("node_type").property("node_type", isOne).build())
        .with("then", then.build())
        .build();
  }

  private static SchemaBuilder ofType(String name, ConfigSchema config) {
    SchemaBuilder reference = new SchemaBuilder().with("$ref", "#/$defs/" + inPointer(name));
    SchemaBuilder node = new SchemaBuilder().property("config", reference.build());
    return config.required().isEmpty() ? node : node.required("config");
  }

  /** A name as a part of a JSON pointer within a URI fragment (RFC 6901, sections 3 and 6). */
  private static String inPointer(String name) {
    String step = name.replace("~", "~0").replace("/", "~1");
    return URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Map<String, Object> nodes(Map<String, ConfigSchema> types) {
    List<Object> known =
        List.of(new SchemaBuilder().with("enum", List.copyOf(types.keySet())).build(), true);
    Map<String, Object> nodeType =
        text(Limit.NODE_TYPE_LENGTH).with("minLength", 1L).with("anyOf", known).build();
    SchemaBuilder node =
        SchemaBuilder.typed("object")
            .required("node_id", "node_type")
            .property("node_id", text(Limit.NODE_ID_LENGTH).build())
            .property("node_type", nodeType)
            .property("config", config())
            .property("position", position())
            .property("name", SchemaBuilder.typed("string", "null").build())
            .with("allOf", dispatch(types));
    return SchemaBuilder.typed("object")
        .with("minProperties", 1L)
        .with("maxProperties", LIMITS.of(Limit.NODES))
        .with("propertyNames", text(Limit.NODE_ID_LENGTH).build())
        .with("additionalProperties", node.build())
        .build();
  }

  private static Map<String, Object> config() {
    return SchemaBuilder.typed("object")
        .with("propertyNames", text(Limit.CONFIG_KEY_LENGTH).build())
        .build();
  }

  private static Map<String, Object> position() {
    return SchemaBuilder.typed("array", "null")
        .with("items", SchemaBuilder.typed("number").build())
        .with("minItems", 2L)
        .with("maxItems", 2L)
        .build();
  }

  private static Map<String, Object> connections() {
    Map<String, Object> node = text(Limit.NODE_ID_LENGTH).build();
    Map<String, Object> port =
        SchemaBuilder.typed("string", "null")
            .with("maxLength", LIMITS.of(Limit.PORT_LENGTH))
            .build();
    Map<String, Object> connection =
        SchemaBuilder.typed("object")
            .required("source_node", "source_port", "target_node", "target_port")
            .property("source_node", node)
            .property("source_port", port)
            .property("target_node", node)
            .property("target_port", port)
            .build();
    return list(connection).with("maxItems", LIMITS.of(Limit.CONNECTIONS)).build();
  }

  private static Map<String, Object> metadata() {
    return SchemaBuilder.typed("object")
        .property("name", text(Limit.NAME_LENGTH).with("pattern", "\\S").build())
        .property("description", optional(Limit.DESCRIPTION_LENGTH))
        .property("version", optional(Limit.VERSION_LENGTH))
        .property("author", SchemaBuilder.typed("string", "null").build())
        .property("tags", list(SchemaBuilder.typed("string").build()).build())
        .property("created_at", SchemaBuilder.typed("string", "null").build())
        .property("modified_at", SchemaBuilder.typed("string", "null").build())
        .property(
            "schema_version",
            SchemaBuilder.typed("string", "null").with("default", "1.0.0").build())
        .build();
  }

  private static Map<String, Object> settings() {
    return SchemaBuilder.typed("object")
        .property("stop_on_error", SchemaBuilder.typed("boolean").with("default", true).build())
        .property("timeout", SchemaBuilder.typed("number").with("default", 30L).build())
        .property("retry_count", SchemaBuilder.typed("integer").with("default", 0L).build())
        .build();
  }

  private static SchemaBuilder text(Limit longest) {
    return SchemaBuilder.typed("string").with("maxLength", LIMITS.of(longest));
  }

  private static Map<String, Object> optional(Limit longest) {
    return SchemaBuilder.typed("string", "null").with("maxLength", LIMITS.of(longest)).build();
  }

  private static SchemaBuilder list(Map<String, Object> items) {
    return SchemaBuilder.typed("array").with("items", items);
  }
}
