package dev.sluice.registry.catalog;

import dev.sluice.model.DynamicPorts;
import dev.sluice.registry.JsonFacts;
import dev.sluice.registry.MergedType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines of a descriptor: the writing side of {@link CatalogDecoder}. */
final class DescriptorText {

  private DescriptorText() {}

  static void append(MergedType type, StringBuilder text) {
    List<String> head = new ArrayList<>(List.of("type", type.name()));
    addIf(type.isAbstract(), "abstract", head);
    addIf(type.hasOpenPorts(), "open-ports", head);
    addIf(type.hasOpenConfig(), "open-config", head);
    line(text, head.toArray(String[]::new));
    ports(text, "in", type.ports("inputs"));
    ports(text, "out", type.ports("outputs"));
    ports(text, "editor-in", type.editorPorts("inputs", "canvasInputs"));
    ports(text, "editor-out", type.editorPorts("outputs", "canvasOutputs"));
    type.properties().forEach(property -> property(text, property));
    list(text, "keys", type.configKeys());
    type.configuredPorts().forEach(rule -> rule(text, rule));
  }

  private static void ports(
      StringBuilder text, String kind, Collection<Map<String, Object>> ports) {
    list(text, kind, ports.stream().map(DescriptorText::port).toList());
  }

  private static String port(Map<String, Object> port) {
    String dataType = (String) port.get("dataType");
    if (dataType.equals("EXEC")) {
      return (String) port.get("name");
    }
    return port.get("name") + ":" + dataType + required(port);
  }

  private static void property(StringBuilder text, Map<String, Object> property) {
    List<String> fields = new ArrayList<>();
    fields.add("prop");
    fields.add((String) property.get("name"));
    fields.add(((String) property.get("type")).toLowerCase(Locale.ROOT) + required(property));
    Object defaultValue = property.get("default");
    fields.add(defaultValue == null ? "" : value(defaultValue));
    if (property.get("choices") instanceof List<?> choices) {
      choices.forEach(choice -> fields.add(value(choice)));
    }
    line(text, fields.toArray(String[]::new));
  }

  private static void rule(StringBuilder text, Map<String, Object> rule) {
    boolean each = rule.containsKey("each");
    Object slugLength = JsonFacts.object(rule, "slug").getOrDefault("maxLength", 64L);
    line(
        text,
        each ? "each" : "count",
        rule.get("direction").equals("output") ? "out" : "in",
        (String) rule.get(each ? "each" : "count"),
        (String) rule.get("name"),
        (String) rule.get("dataType"),
        rule.getOrDefault("max", DynamicPorts.MAX_PORTS).toString(),
        (each ? slugLength : rule.get("first")).toString());
  }

  private static String required(Map<String, Object> portOrProperty) {
    return Boolean.TRUE.equals(portOrProperty.get("required")) ? "!" : "";
  }

  private static void addIf(boolean condition, String flag, List<String> flags) {
    if (condition) {
      flags.add(flag);
    }
  }

  private static void list(StringBuilder text, String kind, Collection<String> items) {
    if (!items.isEmpty()) {
      text.append(kind);
      items.forEach(item -> text.append('\t').append(item));
      text.append('\n');
    }
  }

  static void line(StringBuilder text, String... fields) {
    text.append(String.join("\t", fields)).append('\n');
  }

  /** A value as {@link CatalogValue} reads it; refuses what the format has no form for. */
  static String value(Object value) {
    if (value instanceof String string) {
      return "'"
          + string
              .replace("\\", "\\\\")
              .replace("\t", "\\t")
              .replace("\n", "\\n")
              .replace("\r", "\\r");
    }
    if (value instanceof List<?> list) {
      for (Object item : list) {
        if (!(item instanceof String string) || string.matches(".*[\t\r\n,].*")) {
          throw new IllegalArgumentException("no form for the list " + list);
        }
      }
      return "[" + String.join(",", list.stream().map(Object::toString).toList());
    }
    if (value instanceof Map<?, ?> map) {
      if (!map.isEmpty()) {
        throw new IllegalArgumentException("no form for the object " + map);
      }
      return "{";
    }
    return value.toString();
  }
}
