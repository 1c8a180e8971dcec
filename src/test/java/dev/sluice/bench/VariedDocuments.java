package dev.sluice.bench;

import dev.sluice.model.NodeType;
import dev.sluice.model.PropertySpec;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Workflows with the variety of real ones: pretty-printed, some types in half of the nodes and
 * {@value #MOST_TYPES} others by turns in the rest, short configs with values of every kind,
 * escapes in strings, and a finding in every fourth node.
 *
 * @param text the JSON
 * @param findings how many findings a load has to report
 */
record VariedDocuments(String text, int findings) {

  private static final int MOST_TYPES = 225;
  private static final int FINDING_EVERY = 4;

  /** Of the findings, every so many is about a port, the others are about config keys. */
  private static final int PORT_EVERY = 5;

  private static final List<String> FREQUENT =
      List.of("LogNode", "SetVariableNode", "LogNode", "MathOperationNode", "ComparisonNode");

  private static final List<String> TEXTS =
      List.of(
          "Hello World",
          "{{order.total}} EUR",
          "C:\\\\Reports\\\\march.xlsx",
          "line one\\nline two",
          "status",
          "He said \\\"done\\\"",
          "https://example.org/api/v2/orders?page=1&size=50",
          "Größe",
          "customer_name",
          "The invoice {{invoice_id}} was sent to {{customer}} and is due in {{days}} days");

  /** A document of so many nodes, each behind the one before. */
  static VariedDocuments of(int nodes) {
    List<NodeType> types = types();
    StringBuilder json = new StringBuilder(nodes * 400 + 1_000);
    json.append("{\n  \"metadata\": {\n    \"name\": \"Varied ").append(nodes);
    json.append("\",\n    \"description\": \"many types, one finding in four nodes\",\n");
    json.append("    \"version\": \"1.0.0\",\n    \"author\": \"bench\",\n");
    json.append("    \"tags\": [\n      \"speed\"\n    ],\n");
    json.append("    \"created_at\": \"2026-01-05T08:00:00Z\",\n");
    json.append("    \"modified_at\": \"2026-01-05T08:00:00Z\"\n  },\n  \"nodes\": {");
    List<String> ids = new ArrayList<>();
    int findings = 0;
    int rare = 0;
    for (int i = 0; i < nodes; i++) {
      NodeType type;
      if (i == 0) {
        type = type("StartNode", types);
      } else if (i % 2 == 1 || nodes <= 2) {
        type = type(FREQUENT.get(i / 2 % FREQUENT.size()), types);
      } else {
        type = types.get(rare++ % MOST_TYPES);
      }
      ids.add("w" + i / 20 + "_" + type.name().toLowerCase(Locale.ROOT).replace("node", "") + i);
      boolean finding = i % FINDING_EVERY == FINDING_EVERY - 1;
      findings += finding ? 1 : 0;
      json.append(i == 0 ? "\n" : ",\n");
      node(json, ids.get(i), type, i, finding && !isAboutPort(i));
    }
    json.append("\n  },\n  \"connections\": [");
    for (int i = 1; i < nodes; i++) {
      boolean finding = i % FINDING_EVERY == FINDING_EVERY - 1 && isAboutPort(i);
      json.append(i == 1 ? "\n" : ",\n").append("    {\n      \"source_node\": \"");
      json.append(ids.get(i - 1)).append("\",\n      \"source_port\": \"exec_out\",\n");
      json.append("      \"target_node\": \"").append(ids.get(i));
      json.append("\",\n      \"target_port\": \"exec_in").append(finding ? "put" : "");
      json.append("\"\n    }");
    }
    json.append(nodes > 1 ? "\n  " : "").append("],\n  \"variables\": {},\n  \"settings\": {\n");
    json.append("    \"stop_on_error\": true,\n    \"timeout\": 30,\n    \"retry_count\": 0\n");
    json.append("  },\n  \"frames\": []\n}");
    return new VariedDocuments(json.toString(), findings);
  }

  private static boolean isAboutPort(int number) {
    return number / FINDING_EVERY % PORT_EVERY == PORT_EVERY - 1;
  }

  /** Types that a chain can be made of, spread over the catalog. */
  private static List<NodeType> types() {
    NodeRegistry registry = NodeRegistries.builtIn();
    List<NodeType> chained =
        registry.names().stream()
            .filter(name -> registry.migration(name).isEmpty())
            .flatMap(name -> registry.find(name).stream())
            .filter(VariedDocuments::isChained)
            .toList();
    int step = 7; // no divisor of their number, so that all are visited
    while (chained.size() % step == 0) {
      step++;
    }
    int stride = step;
    return IntStream.range(0, chained.size())
        .mapToObj(i -> chained.get(i * stride % chained.size()))
        .toList();
  }

  private static boolean isChained(NodeType type) {
    return type.kind() == NodeType.Kind.CREATABLE
        && !type.openConfig()
        && !type.openPorts()
        && !type.isTrigger()
        && type.dynamicPorts().isEmpty()
        && type.input("exec_in").isPresent()
        && type.output("exec_out").isPresent();
  }

  private static NodeType type(String name, List<NodeType> types) {
    return types.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .or(() -> NodeRegistries.builtIn().find(name))
        .orElseThrow();
  }

  private static void node(
      StringBuilder json, String id, NodeType type, int number, boolean unknownKey) {
    json.append("    \"").append(id).append("\": {\n      \"node_id\": \"").append(id);
    json.append("\",\n      \"node_type\": \"").append(type.name());
    json.append("\",\n      \"config\": {");
    int members = 0;
    for (PropertySpec property : type.properties()) {
      if (property.required() || members < 1 + number % 2) {
        json.append(members++ == 0 ? "\n" : ",\n").append("        \"");
        json.append(property.name()).append("\": ").append(value(property, number));
      }
    }
    if (unknownKey) {
      String near =
          type.properties().isEmpty() ? "legacy" : type.properties().get(0).name() + "s_old";
      json.append(members++ == 0 ? "\n" : ",\n").append("        \"").append(near);
      json.append("\": ").append(number);
    }
    json.append(members == 0 ? "},\n" : "\n      },\n").append("      \"position\": [\n        ");
    json.append(number % 50 * 400).append(",\n        ").append(number / 50 * 250);
    json.append("\n      ]\n    }");
  }

  private static String value(PropertySpec property, int number) {
    if (!property.choices().isEmpty()) {
      Object choice = property.choices().get(number % property.choices().size());
      return choice instanceof String text ? '"' + text + '"' : choice.toString();
    }
    return switch (property.type()) {
      case "integer" -> String.valueOf(number % 120);
      case "float" -> number % 10 + ".5";
      case "boolean" -> number % 3 == 0 ? "false" : "true";
      case "list" -> "[\n          1,\n          2,\n          " + number + "\n        ]";
      case "dict", "json" ->
          "{\n          \"a\": 1,\n          \"b\": \"" + number + "\"\n        }";
      default -> '"' + TEXTS.get((number + number / 10) % TEXTS.size()) + '"';
    };
  }
}
