package dev.sluice.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A workflow document under construction, in the order in which its parts are added. */
final class ExampleWorkflow {

  private final Map<String, Object> metadata;
  private final Map<String, Object> nodes = new LinkedHashMap<>();
  private final List<Object> connections = new ArrayList<>();
  private final Map<String, Object> variables = new LinkedHashMap<>();

  ExampleWorkflow(String name, String description) {
    metadata =
        object(
            "name",
            name,
            "description",
            description,
            "version",
            "1.0.0",
            "author",
            "Sluice examples",
            "created_at",
            "2026-02-02T09:15:00");
  }

  /** Adds a node; the config is keys and values in turn. */
  ExampleWorkflow node(String id, String type, long x, long y, Object... config) {
    nodes.put(
        id,
        object(
            "node_id", id, "node_type", type, "config", object(config), "position", List.of(x, y)));
    return this;
  }

  /** Adds a connection between ends written as {@code node.port}. */
  ExampleWorkflow connect(String source, String target) {
    int out = source.lastIndexOf('.');
    int in = target.lastIndexOf('.');
    connections.add(
        object(
            "source_node",
            source.substring(0, out),
            "source_port",
            source.substring(out + 1),
            "target_node",
            target.substring(0, in),
            "target_port",
            target.substring(in + 1)));
    return this;
  }

  /** Adds connections from each node's {@code exec_out} to the next one's {@code exec_in}. */
  ExampleWorkflow inTurn(String... ids) {
    for (int i = 1; i < ids.length; i++) {
      connect(ids[i - 1] + ".exec_out", ids[i] + ".exec_in");
    }
    return this;
  }

  ExampleWorkflow variable(String name, String type, Object value) {
    variables.put(name, object("type", type, "default_value", value, "description", ""));
    return this;
  }

  /** The document as compact JSON. */
  String json() {
    StringBuilder text = new StringBuilder();
    append(
        text,
        object(
            "metadata",
            metadata,
            "nodes",
            nodes,
            "connections",
            connections,
            "variables",
            variables,
            "frames",
            List.of(),
            "settings",
            object("stop_on_error", true, "timeout", 600L, "retry_count", 0L)));
    return text.append('\n').toString();
  }

  private static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  private static void append(StringBuilder text, Object value) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> member : map.entrySet()) {
        text.append(separator);
        append(text, member.getKey());
        text.append(':');
        append(text, member.getValue());
        separator = ",";
      }
      text.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object element : list) {
        text.append(separator);
        append(text, element);
        separator = ",";
      }
      text.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof String string) {
      text.append('"').append(escaped(string)).append('"');
    } else {
      text.append(value);
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
