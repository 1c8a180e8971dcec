package dev.sluice.record;

import dev.sluice.model.DocumentKind;
import dev.sluice.record.WorkflowRecord.Body;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a document is, told by the members of its root whatever their order. */
final class KindDetector {

  /** Members that show a document without nodes to be something else, and what. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "bindings", "a file of credential bindings",
          "templates", "a list of templates");

  private final Map<String, @Nullable Object> members = new HashMap<>();
  private @Nullable Object root;

  /** Takes note of a member; of its value only what it is made of. */
  void member(Body body, String name, @Nullable Object value) {
    if (body == Body.ROOT) {
      members.put(name, value instanceof String || value instanceof Map ? value : "");
    }
  }

  /** Takes note of a member that is read in parts. */
  void section(Body body, String name) {
    if (body == Body.ROOT) {
      members.put(name, Map.of());
    }
  }

  /** Takes note of a root that is no object. */
  void root(@Nullable Object value) {
    root = value;
  }

  DocumentKind kind() {
    if (has("snippet_id")) {
      return DocumentKind.SNIPPET;
    }
    if (isObject("workflow_definition") || isObject("base_workflow")) {
      return DocumentKind.TEMPLATE;
    }
    if (isObject("workflow") && !has("nodes")) {
      return DocumentKind.SCENARIO;
    }
    if (has("nodes")) {
      return has("inputs") && has("outputs") ? DocumentKind.SUBFLOW : DocumentKind.WORKFLOW;
    }
    boolean other =
        has("$schema_version")
            || has("$schema")
            || has("id")
            || OTHERS.keySet().stream().anyMatch(this::has);
    return other || isForeignList() ? DocumentKind.OTHER : DocumentKind.WORKFLOW;
  }

  /** What the document is in words. */
  String description() {
    if (kind() != DocumentKind.OTHER) {
      return "a " + kind().label();
    }
    if (isForeignList()) {
      return "an export of Node-RED";
    }
    for (Map.Entry<String, String> other : OTHERS.entrySet()) {
      if (has(other.getKey())) {
        return other.getValue();
      }
    }
    if (has("$schema")) {
      return "a JSON Schema";
    }
    if (has("projects")) {
      return "an index of projects";
    }
    if (has("scope") && has("variables")) {
      return "a file of variables";
    }
    if (has("settings") || has("environment_ids") || has("author")) {
      return "a project file";
    }
    return "a document of another purpose";
  }

  private boolean isForeignList() {
    return root instanceof List<?> list
        && !list.isEmpty()
        && list.get(0) instanceof Map<?, ?> first
        && (first.containsKey("wires") || first.containsKey("z"));
  }

  private boolean has(String name) {
    return members.containsKey(name);
  }

  private boolean isObject(String name) {
    return members.get(name) instanceof Map;
  }
}
