package dev.sluice.write;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.NodeFields;
import dev.sluice.write.JsonChunks.Elements;
import dev.sluice.write.JsonChunks.Members;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts a definition to the JSON value it was read from, or to that of another form.
 *
 * <p>Nodes and connections are created one by one while they are written. Those that the loader
 * added have no members and are left out.
 */
final class DefinitionText {

  private final WorkflowDefinition definition;
  private final boolean migrated;

  private DefinitionText(WorkflowDefinition definition, boolean migrated) {
    this.definition = definition;
    this.migrated = migrated;
  }

  /** The JSON text of a definition in the form that the options request. */
  static JsonChunks of(WorkflowDefinition definition, WriteOptions options) {
    Map<String, @Nullable Object> root =
        options.canonical()
            ? new CanonicalForm(definition, options.migrated()).document()
            : new DefinitionText(definition, options.migrated()).document();
    return new JsonChunks(root, options.layout().orElse(definition.form().layout()));
  }

  /** The nodes that the document has. */
  static Stream<NodeDefinition> nodes(WorkflowDefinition definition) {
    return definition.nodes().values().stream().filter(node -> !node.members().isEmpty());
  }

  /** The connections that the document has. */
  static Stream<Connection> connections(WorkflowDefinition definition) {
    return definition.connections().stream().filter(edge -> !edge.members().isEmpty());
  }

  /** The nodes of the document as an object, each converted by the function. */
  static Members byId(WorkflowDefinition definition, Function<NodeDefinition, Object> text) {
    return new Members(
        () ->
            nodes(definition)
                .<Map.Entry<String, ?>>map(node -> Map.entry(node.id(), text.apply(node)))
                .iterator());
  }

  /** The connections of the document as a list, each converted by the function. */
  static Elements inOrder(WorkflowDefinition definition, Function<Connection, Object> text) {
    return new Elements(() -> connections(definition).map(text).iterator());
  }

  private Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> body = body();
    if (definition.wrapper().isEmpty()) {
      return body;
    }
    Map<String, @Nullable Object> root = new LinkedHashMap<>(definition.wrapper());
    root.put(definition.form().wrappedIn(), body);
    return root;
  }

  private Map<String, @Nullable Object> body() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(definition.members());
    if (body.containsKey("nodes") || nodes(definition).findAny().isPresent()) {
      body.put("nodes", nodes());
    }
    if (body.containsKey("connections") || connections(definition).findAny().isPresent()) {
      body.put("connections", inOrder(definition, Connection::members));
    }
    return body;
  }

  private Object nodes() {
    if (definition.form().listedNodes()) {
      return new Elements(() -> nodes(definition).<Object>map(this::listed).iterator());
    }
    return byId(definition, this::node);
  }

  /** A node of a list, where the id is not a key. */
  private Map<String, Object> listed(NodeDefinition node) {
    Map<String, Object> members = node(node);
    String name = members.containsKey("node_id") ? "node_id" : "id";
    if (node.id().equals(members.get(name)) || node.id().startsWith("#")) {
      return members; // without a node_id, its index is its id
    }
    Map<String, Object> renamed = new LinkedHashMap<>(members);
    renamed.put(name, node.id());
    return renamed;
  }

  private Map<String, Object> node(NodeDefinition node) {
    if (!migrated || !node.isMigrated()) {
      return node.members();
    }
    NodeFields fields = NodeFields.of(node.id(), node.members());
    Map<String, Object> members = new LinkedHashMap<>(node.members());
    members.put(fields.typeMember(), node.type().name());
    boolean placed = false;
    for (String name : NodeDefinition.CONFIG_MEMBERS) {
      if (node.members().get(name) instanceof Map) {
        if (placed) {
          members.remove(name);
        } else {
          members.put(name, node.config());
          placed = true;
        }
      }
    }
    if (!placed) {
      members.put("config", node.config());
    }
    return members;
  }
}
