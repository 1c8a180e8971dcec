package dev.sluice.record;

import dev.sluice.model.DocumentKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a document is, told by the members of its root whatever their order. */
public final class KindDetector {

  /** Members that show a document without nodes to be something else, and what. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "bindings", "a file of credential bindings",
          "templates", "a list of templates");

  /** Every member that tells anything, so that others need not be kept. */
  private static final Set<String> TELLING =
      Set.of(
          "snippet_id",
          "workflow_definition",
          "base_workflow",
          "workflow",
          "nodes",
          "inputs",
          "outputs",
          "$schema_version",
          "$schema",
          "id",
          "bindings",
          "templates",
          "projects",
          "scope",
          "variables",
          "settings",
          "environment_ids",
          "author");

  /** The telling members there are, and whether the value of each is an object. */
  private final Map<String, Boolean> members = new HashMap<>();

  private boolean foreignNodes;

  KindDetector() {}

  /** Takes note of a member of the root. */
  void member(String name, boolean object) {
    if (TELLING.contains(name)) {
      members.put(name, object);
    }
  }

  /** Takes note of a root that is no object. */
  void root(@Nullable Object value) {
    if (value instanceof List<?> list
        && !list.isEmpty()
        && list.get(0) instanceof Map<?, ?> first) {
      first.keySet().forEach(name -> firstElementMember(String.valueOf(name)));
    }
  }

  /** Takes note of a member of the first element of a root that is a list. */
  public void firstElementMember(String name) {
    foreignNodes |= name.equals("wires") || name.equals("z");
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
    return other || foreignNodes ? DocumentKind.OTHER : DocumentKind.WORKFLOW;
  }

  /** What the document is in words. */
  String description() {
    if (kind() != DocumentKind.OTHER) {
      return "a " + kind().label();
    }
    if (foreignNodes) {
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

  private boolean has(String name) {
    return members.containsKey(name);
  }

  private boolean isObject(String name) {
    return members.getOrDefault(name, false);
  }
}
