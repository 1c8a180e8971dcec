package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.model.DocumentKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a document is, told by the members of its root whatever their order. */
final class KindDetector {

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
          "author",
          "last_node_id",
          "namespace",
          "tasks",
          "dag_id",
          "dag",
          "__version",
          "on",
          "jobs",
          "flowContents",
          "rootGroup",
          "processGroupFlow",
          "processors",
          "processGroups");

  /** The members of which every document meant for Sluice has one. */
  private static final Set<String> CLAIMS =
      Set.of("nodes", "workflow", "workflow_definition", "base_workflow", "snippet_id");

  /** The telling members there are, and the first token of each one's value. */
  private final Map<String, Integer> members = new HashMap<>();

  private final ExportDetector exports;

  KindDetector(JsonTokens tokens) {
    exports = new ExportDetector(tokens);
  }

  /** What recognises other products' files: it is told of every section and part. */
  ExportDetector exports() {
    return exports;
  }

  /** Takes note of a member of the root whose value begins with a token. */
  void member(String name, int token) {
    if (TELLING.contains(name)) {
      members.put(name, token);
    }
  }

  /**
   * Whether the document, as far as it has been read, has a member that shows it to be meant as a
   * workflow.
   */
  boolean claimsToBeAWorkflow() {
    return CLAIMS.stream().anyMatch(this::has);
  }

  DocumentKind kind() {
    if (has("snippet_id")) {
      return DocumentKind.SNIPPET;
    }
    if (isObject("workflow_definition") || isObject("base_workflow")) {
      return DocumentKind.TEMPLATE;
    }
    if (!exports.product(this).isEmpty()) {
      return DocumentKind.OTHER;
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
    return other ? DocumentKind.OTHER : DocumentKind.WORKFLOW;
  }

  /** What the document is in words. */
  String description() {
    if (kind() != DocumentKind.OTHER) {
      return "a " + kind().label();
    }
    String product = exports.product(this);
    if (!product.isEmpty()) {
      return product;
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
    return "some other kind of JSON document";
  }

  /** Whether the root has a member that tells something. */
  boolean has(String name) {
    return members.containsKey(name);
  }

  /** Whether the value of such a member is an object. */
  boolean isObject(String name) {
    return members.getOrDefault(name, JsonTokens.NULL) == JsonTokens.START_OBJECT;
  }

  /** Whether the value of such a member is a list. */
  boolean isList(String name) {
    return members.getOrDefault(name, JsonTokens.NULL) == JsonTokens.START_LIST;
  }
}
