package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.model.DocumentKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Determines the kind of a document from the members of its root, in any order. */
final class KindDetector {

  /** Members that identify other documents without nodes, with their description. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "bindings", "a file of credential bindings",
          "templates", "a list of templates");

  /** All members that matter, so that others need not be kept. */
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

  /** Every document for Sluice has at least one of these members. */
  private static final Set<String> CLAIMS =
      Set.of("nodes", "workflow", "workflow_definition", "base_workflow", "snippet_id");

  /** The members that matter, with the first token of each value. */
  private final Map<String, Integer> members = new HashMap<>();

  private final ExportDetector exports;

  KindDetector(JsonTokens tokens) {
    exports = new ExportDetector(tokens);
  }

  /** Recognises other products' files; it must be notified of every section and part. */
  ExportDetector exports() {
    return exports;
  }

  /** Records a member of the root whose value begins with a token. */
  void member(String name, int token) {
    if (TELLING.contains(name)) {
      members.put(name, token);
    }
  }

  /**
   * Whether the document, as far as it has been read, has a member that identifies it as a
   * workflow.
   */
  boolean claimsToBeAWorkflow() {
    for (String claim : CLAIMS) { // a stream costs as much as reading some nodes
      if (has(claim)) {
        return true;
      }
    }
    return false;
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

  /** A description of the document. */
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

  /** Whether the root has a member that matters. */
  boolean has(String name) {
    return members.containsKey(name);
  }

  /** Whether the root has a member that matters, with this name and an object as its value. */
  boolean isObject(String name) {
    return members.getOrDefault(name, JsonTokens.NULL) == JsonTokens.START_OBJECT;
  }

  /** Whether the root has a member that matters, with this name and a list as its value. */
  boolean isList(String name) {
    return members.getOrDefault(name, JsonTokens.NULL) == JsonTokens.START_LIST;
  }
}
