package dev.sluice.fix;

import dev.sluice.model.Connection;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.record.NodeFields;
import dev.sluice.text.Pointers;
import dev.sluice.value.FrozenMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and connections of a document during its correction, as in the text.
 *
 * <p>The resulting definition is only for the writer: types and ports are resolved when its text is
 * read again. For one thread.
 */
final class Draft {

  private final WorkflowDefinition original;
  private final String base;

  /** The members of each node by id, without nodes that the loader added. */
  private final Map<String, Map<String, Object>> nodes = new LinkedHashMap<>();

  /** The connections of the document by index; null if removed. */
  private final List<@Nullable Map<String, Object>> connections = new ArrayList<>();

  private final List<Connection> before = new ArrayList<>();
  private Map<String, Object> body;
  private boolean listed;
  private boolean changed;

  Draft(WorkflowDefinition original) {
    this.original = original;
    String wrapper = original.form().wrappedIn();
    base = wrapper.isEmpty() ? "" : Pointers.child("", wrapper);
    body = original.members();
    listed = original.form().listedNodes();
    for (NodeDefinition node : original.nodes().values()) {
      if (!node.members().isEmpty()) {
        nodes.put(node.id(), node.members());
      }
    }
    for (Connection connection : original.connections()) {
      if (!connection.members().isEmpty()) {
        before.add(connection);
        connections.add(connection.members());
      }
    }
  }

  /** Whether the nodes are a list. */
  boolean isListed() {
    return listed;
  }

  boolean isChanged() {
    return changed;
  }

  /** The nodes of the document, in document order. */
  List<NodeDefinition> nodes() {
    return original.nodes().values().stream().filter(node -> nodes.containsKey(node.id())).toList();
  }

  /** The connections of the document, in document order. */
  List<Connection> connections() {
    return before;
  }

  /** The members of a node with the corrections so far. */
  Map<String, Object> members(String id) {
    return nodes.getOrDefault(id, Map.of());
  }

  /** The pointer of the node with this id and this index in the document. */
  String pointerOfNode(String id, int index) {
    String all = Pointers.child(base, "nodes");
    return original.form().listedNodes() ? Pointers.child(all, index) : Pointers.child(all, id);
  }

  String pointerOfConnection(int index) {
    return Pointers.child(Pointers.child(base, "connections"), index);
  }

  void setNode(String id, Map<String, @Nullable Object> members) {
    nodes.put(id, frozen(members));
    changed = true;
  }

  void setConnection(int index, Map<String, @Nullable Object> members) {
    connections.set(index, frozen(members));
    changed = true;
  }

  void removeConnection(int index) {
    connections.set(index, null);
    changed = true;
  }

  /** The members of a connection with the corrections so far. */
  Map<String, Object> connection(int index) {
    Map<String, Object> members = connections.get(index);
    return members == null ? Map.of() : members;
  }

  /** Turns a list of nodes into an object, and moves metadata members beside it into metadata. */
  void listNodesById() {
    listed = false;
    changed = true;
    Map<String, Object> metadata = original.metadata().members();
    if (!original.wrapper().isEmpty() || body.containsKey("metadata") || metadata.isEmpty()) {
      return;
    }
    Map<String, @Nullable Object> moved = new LinkedHashMap<>();
    moved.put("metadata", metadata);
    body.forEach(
        (name, value) -> {
          if (!metadata.containsKey(name) || !metadata.get(name).equals(value)) {
            moved.put(name, value);
          }
        });
    body = frozen(moved);
  }

  @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the map excludes
  private static Map<String, Object> frozen(Map<String, @Nullable Object> members) {
    return FrozenMap.over(members);
  }

  /** A definition that is written as the draft says. */
  WorkflowDefinition definition() {
    Map<String, NodeDefinition> written = new LinkedHashMap<>();
    nodes.forEach((id, members) -> written.put(id, node(id, members)));
    List<Connection> kept = new ArrayList<>();
    for (Map<String, Object> members : connections) {
      if (members != null) {
        kept.add(connection(members));
      }
    }
    DocumentForm form = original.form();
    return new WorkflowDefinition(
        original.kind(),
        body,
        original.wrapper(),
        original.metadata(),
        FrozenMap.over(written),
        kept,
        false,
        new DocumentForm(form.layout(), listed, form.wrappedIn()));
  }

  private static NodeDefinition node(String id, Map<String, Object> members) {
    NodeFields fields = NodeFields.of(id, members);
    NodeType unresolved = NodeType.placeholder(fields.type());
    return new NodeDefinition(
        id, unresolved, fields.type(), fields.config(), members, List.of(), List.of());
  }

  private static Connection connection(Map<String, Object> members) {
    ConnectionEnds ends = ConnectionEnds.of(members);
    List<String> named =
        List.of(
            text(ends.sourceNode()),
            text(ends.sourcePort()),
            text(ends.targetNode()),
            text(ends.targetPort()));
    return new Connection(
        named.get(0),
        named.get(1),
        named.get(2),
        named.get(3),
        ends.canonical() ? members : FrozenMap.over(members, named));
  }

  private static String text(@Nullable Object end) {
    return end instanceof String text ? text : "";
  }
}
