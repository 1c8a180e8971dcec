package dev.sluice.write;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.NodeFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A definition in the form of CasareRPA's editor, whatever dialect and wrapper it was read from.
 *
 * <p>Members come in the editor's order, then those it does not know. The wrapper of a workflow is
 * dropped, except for members that describe the workflow: they become its metadata.
 */
final class CanonicalForm {

  private static final List<String> ORDER =
      List.of("metadata", "nodes", "connections", "variables", "frames", "settings");

  /** All members that name the ends of a connection in one of the dialects. */
  private static final Set<String> ENDS =
      Set.of(
          "source_node",
          "source_port",
          "target_node",
          "target_port",
          "from_node",
          "from_port",
          "to_node",
          "to_port",
          "from",
          "to",
          "source",
          "target",
          "out",
          "in");

  private final WorkflowDefinition definition;
  private final boolean migrated;

  /**
   * The form of a definition.
   *
   * @param migrated whether migrated nodes are written with their new types
   */
  CanonicalForm(WorkflowDefinition definition, boolean migrated) {
    this.definition = definition;
    this.migrated = migrated;
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> written = new LinkedHashMap<>(definition.members());
    if (hasMetadataElsewhere()) {
      Map<String, Object> metadata = definition.metadata().members();
      written.entrySet().removeIf(e -> Objects.equals(metadata.get(e.getKey()), e.getValue()));
      if (!metadata.isEmpty()) {
        written.put("metadata", metadata);
      }
    }
    if (written.containsKey("nodes") || DefinitionText.nodes(definition).findAny().isPresent()) {
      written.put("nodes", DefinitionText.byId(definition, this::node));
    }
    if (written.containsKey("connections")
        || DefinitionText.connections(definition).findAny().isPresent()) {
      written.put("connections", DefinitionText.inOrder(definition, this::connection));
    }
    Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
    for (String name : ORDER) {
      if (written.containsKey(name)) {
        ordered.put(name, written.get(name));
      }
    }
    written.forEach(ordered::putIfAbsent);
    return ordered;
  }

  /** Whether the metadata consists of members around or beside the workflow. */
  private boolean hasMetadataElsewhere() {
    return !definition.wrapper().isEmpty()
        || (definition.form().listedNodes() && !definition.members().containsKey("metadata"));
  }

  private Map<String, @Nullable Object> node(NodeDefinition node) {
    Map<String, Object> members = node.members();
    NodeFields fields = NodeFields.of(node.id(), members);
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    written.put("node_id", node.id());
    written.put("node_type", migrated ? node.type().name() : node.declaredType());
    written.put("config", migrated ? node.config() : fields.config());
    String position = members.containsKey("position") ? "position" : "pos";
    if (members.containsKey(position)) {
      written.put("position", position(members.get(position)));
    }
    members.forEach(
        (name, value) -> {
          boolean said =
              name.equals(fields.idMember())
                  || name.equals(fields.typeMember())
                  || name.equals(position)
                  || (value instanceof Map && NodeDefinition.CONFIG_MEMBERS.contains(name));
          if (!said) {
            written.putIfAbsent(name, value);
          }
        });
    return written;
  }

  private static @Nullable Object position(@Nullable Object position) {
    return position instanceof Map<?, ?> map
            && map.get("x") instanceof Number x
            && map.get("y") instanceof Number y
        ? List.of(x, y)
        : position;
  }

  private Map<String, @Nullable Object> connection(Connection edge) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    putEnd(written, edge, "source_node", edge.sourceNode());
    putEnd(written, edge, "source_port", edge.sourcePort());
    putEnd(written, edge, "target_node", edge.targetNode());
    putEnd(written, edge, "target_port", edge.targetPort());
    edge.members()
        .forEach(
            (name, value) -> {
              if (!ENDS.contains(name)) {
                written.put(name, value);
              }
            });
    return written;
  }

  /** Writes an end; null stays null. */
  private static void putEnd(
      Map<String, @Nullable Object> written, Connection edge, String name, String end) {
    Map<String, Object> members = edge.members();
    written.put(name, members.containsKey(name) ? members.get(name) : end);
  }
}
