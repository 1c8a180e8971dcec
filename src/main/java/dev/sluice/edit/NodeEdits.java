package dev.sluice.edit;

import dev.sluice.assemble.AutoStart;
import dev.sluice.assemble.NamedPorts;
import dev.sluice.config.Limit;
import dev.sluice.model.Connection;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.EffectiveMetadata;
import dev.sluice.record.NodeFields;
import dev.sluice.text.Quote;
import dev.sluice.types.TypeTable;
import dev.sluice.types.TypeTable.ResolvedType;
import dev.sluice.value.FrozenMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nodes and connections of an edited definition, without those that a load adds. */
final class NodeEdits {

  private final WorkflowDefinition original;
  private final EditRules rules;
  private final TypeTable types;
  private Map<String, Draft> drafts = new LinkedHashMap<>();
  private List<Connection> connections = new ArrayList<>();

  /** Whether connections have changed, so that placeholders may have different ports. */
  private boolean reconnected;

  /**
   * A node of the edited document.
   *
   * @param before the node before the edit, if its type is the same; otherwise null
   */
  private record Draft(@Nullable NodeDefinition before, Map<String, Object> members) {}

  NodeEdits(WorkflowDefinition original, EditRules rules, TypeTable types) {
    this.original = original;
    this.rules = rules;
    this.types = types;
    original
        .nodes()
        .forEach(
            (id, node) -> {
              if (!node.members().isEmpty()) { // a node that the loader added has none
                drafts.put(id, new Draft(node, node.members()));
              }
            });
    for (Connection connection : original.connections()) {
      if (!connection.members().isEmpty()) {
        connections.add(connection);
      }
    }
  }

  private Draft draft(String id) {
    Draft draft = drafts.get(Objects.requireNonNull(id, "id"));
    if (draft == null) {
      throw EditRules.unknown("node", id, drafts.keySet());
    }
    return draft;
  }

  /** Replaces the members of a node whose type stays. */
  private void put(String id, Map<String, Object> members) {
    drafts.put(id, new Draft(draft(id).before(), members));
  }

  void add(String id, String type, Map<String, ?> config) {
    rules.requireNewId(id, drafts.keySet());
    rules.requireType(id, type);
    rules.requireRoom(Limit.NODES, drafts.size(), "node", "/nodes");
    drafts.put(id, new Draft(null, NodeMembers.of(id, type, rules.config(id, config))));
  }

  void remove(String id) {
    draft(id);
    drafts.remove(id);
    boolean cut =
        connections.removeIf(
            connection -> connection.sourceNode().equals(id) || connection.targetNode().equals(id));
    reconnected |= cut;
  }

  void rename(String id, String newId, Map<String, Object> variables) {
    Draft renamed = draft(id);
    if (id.equals(newId)) {
      return;
    }
    rules.requireNewId(newId, drafts.keySet());
    NodeDefinition node = definition(id, renamed, new NamedPorts(types, connections));
    Templates templates =
        new Templates(id, newId, Templates.portsOf(node, variables.containsKey(id)));
    Map<String, Draft> all = new LinkedHashMap<>();
    drafts.forEach(
        (key, draft) -> {
          boolean self = key.equals(id);
          String name = self ? newId : key;
          Map<String, Object> members =
              NodeMembers.mapped(
                  draft.members(),
                  (member, value) ->
                      NodeDefinition.CONFIG_MEMBERS.contains(member)
                              && value instanceof Map<?, ?> config
                          ? renamed(name, NodeMembers.object(config), templates)
                          : value);
          all.put(
              name,
              new Draft(draft.before(), self ? NodeMembers.withId(members, id, newId) : members));
        });
    drafts = all;
    List<Connection> followed = new ArrayList<>(connections.size());
    connections.forEach(
        connection -> followed.add(ConnectionMembers.renamed(connection, id, newId)));
    connections = followed;
    reconnected = true;
  }

  /**
   * A config with the new id, which may make a string too long; the same one if it is unchanged.
   */
  @SuppressWarnings("ReferenceEquality") // an unchanged config is the same object
  private Map<String, Object> renamed(String id, Map<String, Object> config, Templates templates) {
    Map<String, Object> changed = templates.in(config);
    return changed == config ? config : rules.config(id, changed);
  }

  void retype(String id, String type) {
    Draft draft = draft(id);
    rules.requireType(id, type);
    Optional<Migration> migration = types.of(type).migration();
    String name = migration.map(Migration::to).orElse(type);
    NodeDefinition node = definition(id, draft, new NamedPorts(types, List.of()));
    Map<String, Object> members = draft.members();
    if (migration.isPresent() || node.isMigrated()) {
      Map<String, Object> config =
          node.declaredType().equals(type) || migration.isEmpty()
              ? node.config()
              : migration.get().apply(node.config());
      members = NodeMembers.withConfig(members, rules.config(id, config));
    }
    drafts.put(id, new Draft(null, NodeMembers.withType(members, name)));
  }

  void config(String id, String key, @Nullable Object value) {
    Draft draft = draft(id);
    Objects.requireNonNull(key, "key");
    Map<String, Object> config = rules.config(id, Collections.singletonMap(key, value));
    put(id, NodeMembers.withConfig(draft.members(), key, config.get(key)));
  }

  void config(String id, Map<String, ?> config) {
    put(id, NodeMembers.withConfig(draft(id).members(), rules.config(id, config)));
  }

  void removeConfig(String id, String key) {
    put(id, NodeMembers.withoutConfig(draft(id).members(), Objects.requireNonNull(key, "key")));
  }

  void position(String id, double x, double y) {
    Map<String, Object> members = draft(id).members();
    rules.value("position", List.of(x, y)); // neither is infinite nor NaN
    put(id, NodeMembers.withPosition(members, x, y));
  }

  void name(String id, String name) {
    Object copy = rules.value("name", Objects.requireNonNull(name, "name"));
    put(id, NodeMembers.with(draft(id).members(), "name", copy));
  }

  void connect(String sourceNode, String sourcePort, String targetNode, String targetPort) {
    draft(sourceNode);
    draft(targetNode);
    int number = connections.size();
    rules.requirePort("The source port", sourcePort, number);
    rules.requirePort("The target port", targetPort, number);
    rules.requireRoom(Limit.CONNECTIONS, number, "connection", "/connections");
    connections.add(new Connection(sourceNode, sourcePort, targetNode, targetPort));
    reconnected = true;
  }

  void disconnect(Connection ends) {
    if (!connections.removeIf(connection -> isSame(connection, ends))) {
      throw new NoSuchElementException("There is no connection " + Quote.of(ends.toString()));
    }
    reconnected = true;
  }

  private static boolean isSame(Connection one, Connection other) {
    return one.sourceNode().equals(other.sourceNode())
        && one.sourcePort().equals(other.sourcePort())
        && one.targetNode().equals(other.targetNode())
        && one.targetPort().equals(other.targetPort());
  }

  /** The definition that a load of the written nodes and members gives. */
  WorkflowDefinition definition(Map<String, Object> body, Map<String, Object> wrapper) {
    List<Connection> all = new ArrayList<>(connections);
    NamedPorts ports = new NamedPorts(types, connections);
    Map<String, NodeDefinition> nodes = new LinkedHashMap<>();
    boolean listed = original.form().listedNodes();
    drafts.forEach(
        (id, draft) -> {
          Draft written = listed ? identified(id, nodes.size(), draft) : draft;
          nodes.put(id, definition(id, written, ports));
        });
    DocumentKind kind = kind(body, wrapper);
    boolean autoStart = false;
    if (kind == DocumentKind.WORKFLOW || kind == DocumentKind.SCENARIO) {
      autoStart = new AutoStart(nodes, all).add(types);
      if (autoStart && original.autoStart()) {
        nodes.put(NodeDefinition.AUTO_START, original.nodes().get(NodeDefinition.AUTO_START));
      }
    }
    return new WorkflowDefinition(
        kind,
        body,
        wrapper,
        EffectiveMetadata.of(kind, listed, body, wrapper.isEmpty() ? body : wrapper),
        FrozenMap.over(nodes),
        all,
        autoStart,
        original.form());
  }

  /**
   * The kind. Adding the first node may change it, because inputs and outputs make a document a
   * subflow only if it has nodes.
   */
  private DocumentKind kind(Map<String, Object> body, Map<String, Object> wrapper) {
    boolean isSubflow =
        original.kind() == DocumentKind.WORKFLOW
            && wrapper.isEmpty()
            && !drafts.isEmpty()
            && body.containsKey("inputs")
            && body.containsKey("outputs");
    return isSubflow ? DocumentKind.SUBFLOW : original.kind();
  }

  /**
   * Adds the id to the members of a node in a list, unless the index of the node gives the same id.
   */
  private static Draft identified(String id, int index, Draft draft) {
    NodeFields fields = NodeFields.of(id, draft.members());
    boolean known = id.equals(fields.ownId()) || (fields.ownId() == null && id.equals("#" + index));
    return known ? draft : new Draft(draft.before(), NodeMembers.withOwnId(draft.members(), id));
  }

  @SuppressWarnings("ReferenceEquality") // an unchanged node is not defined again
  private NodeDefinition definition(String id, Draft draft, NamedPorts ports) {
    NodeDefinition before = draft.before();
    if (before != null
        && before.members() == draft.members()
        && before.id().equals(id)
        && !(reconnected && before.isPlaceholder())) {
      return before;
    }
    NodeFields fields = NodeFields.of(id, draft.members());
    ResolvedType type = before == null ? types.of(fields.type()) : typeOf(before);
    return ports.define(id, type, fields, draft.members());
  }

  /** The type that a load gave a node, with the registry of that load. */
  private ResolvedType typeOf(NodeDefinition node) {
    NodeType type = node.type();
    if (!node.isMigrated()) {
      return new ResolvedType(type, Optional.empty(), Optional.empty());
    }
    Map<String, Object> settings = new LinkedHashMap<>(node.config());
    NodeFields.of(node.id(), node.members()).config().keySet().forEach(settings::remove);
    return new ResolvedType(
        type,
        types
            .of(node.declaredType())
            .migration()
            .or(() -> Optional.of(new Migration(node.declaredType(), type.name(), settings))),
        Optional.empty());
  }
}
