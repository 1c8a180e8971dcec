package dev.sluice.record;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of nodes and connections in the canonical form, whatever dialect they have: first
 * those that CasareRPA's editor writes, in its order, then those that it does not know.
 */
public final class CanonicalMembers {

  private CanonicalMembers() {}

  /** A node with this type and config; {@code members} are those of the document. */
  public static Map<String, @Nullable Object> node(
      String id, Map<String, Object> members, String type, Map<String, Object> config) {
    NodeFields fields = NodeFields.of(id, members);
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    written.put("node_id", id);
    written.put("node_type", type);
    written.put("config", config);
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

  /** A position as a list of two numbers; any other value as it is. */
  public static @Nullable Object position(@Nullable Object position) {
    return position instanceof Map<?, ?> map
            && map.get("x") instanceof Number x
            && map.get("y") instanceof Number y
        ? List.of(x, y)
        : position;
  }

  /** Whether the canonical form of a node says everything that the node says. */
  public static boolean keepsNode(Map<String, Object> members) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (String name : NodeDefinition.CONFIG_MEMBERS) {
      if (members.get(name) instanceof Map<?, ?> config) {
        for (Map.Entry<?, ?> member : config.entrySet()) {
          String key = String.valueOf(member.getKey());
          if (all.containsKey(key) && !Objects.equals(all.get(key), member.getValue())) {
            return false;
          }
          all.put(key, member.getValue());
        }
      }
    }
    Object position =
        members.containsKey("position") ? members.get("position") : members.get("pos");
    return !(position instanceof Map<?, ?> map) || Set.of("x", "y").equals(map.keySet());
  }

  /** A connection. */
  public static Map<String, @Nullable Object> connection(Connection connection) {
    Map<String, Object> members = connection.members();
    ConnectionEnds ends = ConnectionEnds.of(members);
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    written.put("source_node", end(ends.sourceNode(), connection.sourceNode()));
    written.put("source_port", end(ends.sourcePort(), connection.sourcePort()));
    written.put("target_node", end(ends.targetNode(), connection.targetNode()));
    written.put("target_port", end(ends.targetPort(), connection.targetPort()));
    Set<String> names = ConnectionEnds.names(members);
    members.forEach(
        (name, value) -> {
          if (!names.contains(name)) {
            written.put(name, value);
          }
        });
    return written;
  }

  /** An end as it is written; null stays null. */
  private static @Nullable String end(@Nullable Object said, String end) {
    return said == null ? null : end;
  }

  /** Whether the canonical form of a connection says everything that the connection says. */
  public static boolean keepsConnection(Map<String, Object> members) {
    for (String name : ConnectionEnds.names(members)) {
      Object end = members.get(name);
      boolean more =
          (end instanceof Map<?, ?> map && !Set.of("node", "port").containsAll(map.keySet()))
              || (end instanceof List<?> pair && pair.size() > 2);
      if (more) {
        return false;
      }
    }
    return true;
  }
}
