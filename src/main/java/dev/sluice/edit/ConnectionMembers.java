package dev.sluice.edit;

import dev.sluice.model.Connection;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.ValueList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a connection in any dialect, with the id of a node changed. */
final class ConnectionMembers {

  private ConnectionMembers() {}

  /**
   * The connection with a new id in place of an old one; the same object if no end has the old id.
   */
  static Connection renamed(Connection connection, String old, String id) {
    boolean source = connection.sourceNode().equals(old);
    boolean target = connection.targetNode().equals(old);
    if (!source && !target) {
      return connection;
    }
    String sourceNode = source ? id : connection.sourceNode();
    String targetNode = target ? id : connection.targetNode();
    Map<String, Object> members = connection.members();
    if (source) {
      members = renamed(members, "source_node", "from", "source", "out", old, id);
    }
    if (target) {
      members = renamed(members, "target_node", "to", "target", "in", old, id);
    }
    ConnectionEnds ends = ConnectionEnds.of(members);
    List<String> wanted =
        List.of(sourceNode, connection.sourcePort(), targetNode, connection.targetPort());
    if (!ends.canonical()
        && wanted.equals(
            List.of(
                text(ends.sourceNode()),
                text(ends.sourcePort()),
                text(ends.targetNode()),
                text(ends.targetPort())))) {
      members = FrozenMap.over(members, wanted);
    }
    return new Connection(
        sourceNode, connection.sourcePort(), targetNode, connection.targetPort(), members);
  }

  private static String text(@Nullable Object end) {
    return end instanceof String text ? text : "";
  }

  private static Map<String, Object> renamed(
      Map<String, Object> members,
      String canonical,
      String arrow,
      String role,
      String pair,
      String old,
      String id) {
    for (String name : List.of(canonical, arrow + "_node")) {
      if (old.equals(members.get(name))) {
        return NodeMembers.with(members, name, id);
      }
    }
    if (members.get(pair) instanceof List<?> list && !list.isEmpty() && old.equals(list.get(0))) {
      List<Object> renamed = new ArrayList<>(list);
      renamed.set(0, id);
      return NodeMembers.with(members, pair, new ValueList(renamed.toArray()));
    }
    for (String name : List.of(arrow, role)) {
      Object value = members.get(name);
      if (value instanceof Map<?, ?> map && old.equals(map.get("node"))) {
        return NodeMembers.with(
            members, name, NodeMembers.with(NodeMembers.object(map), "node", id));
      }
      if (value instanceof String text && text.startsWith(old)) {
        return NodeMembers.with(members, name, id + text.substring(old.length()));
      }
    }
    return members;
  }
}
