package dev.sluice.lint;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A workflow as lint rules see it. */
final class LintedWorkflow {

  private static final Set<String> DRAWN = Set.of("CommentNode", "RerouteNode");

  private final WorkflowDefinition definition;
  private final List<NodeDefinition> declared;
  private final List<NodeDefinition> active;

  /** The inputs that have a connection, as node and port. */
  private final Set<List<String>> connected = new HashSet<>();

  private final Map<String, List<Connection>> outgoing = new HashMap<>();
  private final Map<String, List<Connection>> incoming = new HashMap<>();
  private final boolean wiringClear;

  /**
   * A workflow.
   *
   * @param spelled whether the ends of connections are in non-canonical members, so that their
   *     ports may have been guessed
   */
  LintedWorkflow(WorkflowDefinition definition, boolean spelled) {
    this.definition = definition;
    declared =
        definition.nodes().values().stream().filter(node -> !node.members().isEmpty()).toList();
    active = declared.stream().filter(LintedWorkflow::isActive).toList();
    for (Connection connection : definition.connections()) {
      connected.add(List.of(connection.targetNode(), connection.targetPort()));
      outgoing.computeIfAbsent(connection.sourceNode(), any -> new ArrayList<>()).add(connection);
      incoming.computeIfAbsent(connection.targetNode(), any -> new ArrayList<>()).add(connection);
    }
    wiringClear =
        !spelled
            && definition.connections().stream().anyMatch(it -> !it.sourceNode().startsWith("__"));
  }

  private static boolean isActive(NodeDefinition node) {
    return !Boolean.TRUE.equals(node.config().get("_disabled"))
        && !node.id().startsWith("__")
        && !DRAWN.contains(node.type().name());
  }

  WorkflowDefinition definition() {
    return definition;
  }

  /** The nodes that the document declares. */
  List<NodeDefinition> declared() {
    return declared;
  }

  /** The nodes that are executed, not those that are disabled, hidden or only graphical. */
  List<NodeDefinition> active() {
    return active;
  }

  /** Whether the document has connections, and says which ports they join. */
  boolean isWiringClear() {
    return wiringClear;
  }

  /** The connections from a node. */
  List<Connection> outgoing(String id) {
    return outgoing.getOrDefault(id, List.of());
  }

  /** The connections to a node. */
  List<Connection> incoming(String id) {
    return incoming.getOrDefault(id, List.of());
  }

  /** Whether a config value is what the node uses: a connection into its port would replace it. */
  boolean isUsed(NodeDefinition node, String key) {
    return !connected.contains(List.of(node.id(), key));
  }

  /** Whether a text is used as it stands. */
  static boolean isLiteral(String text) {
    return !text.contains("{{") && !text.contains("${");
  }

  /** The literal text of a config key; empty if it is something else, or not used. */
  String literal(NodeDefinition node, String key) {
    return node.config().get(key) instanceof String text && isLiteral(text) && isUsed(node, key)
        ? text
        : "";
  }

  /** Receives a string of a config and the names and indices that lead to it. */
  interface Strings {
    void visit(List<Object> path, String text);
  }

  /** Visits all strings of a value, in document order. */
  static void strings(@Nullable Object value, Strings visitor) {
    strings(value, new ArrayList<>(), visitor);
  }

  private static void strings(@Nullable Object value, List<Object> path, Strings visitor) {
    if (value instanceof String text) {
      visitor.visit(Collections.unmodifiableList(path), text);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> inner(String.valueOf(name), member, path, visitor));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        inner(i, list.get(i), path, visitor);
      }
    }
  }

  private static void inner(
      Object step, @Nullable Object value, List<Object> path, Strings visitor) {
    path.add(step);
    strings(value, path, visitor);
    path.remove(path.size() - 1);
  }
}
