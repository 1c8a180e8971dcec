package dev.sluice.fix;

import dev.sluice.fix.Fix.Safety;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Corrects connections: duplicates, missing ends, and ports with only one similar name. */
final class ConnectionFixes {

  private final FixPass pass;
  private final Draft draft;

  ConnectionFixes(FixPass pass, Draft draft) {
    this.pass = pass;
    this.draft = draft;
  }

  void run(WorkflowDefinition definition) {
    Map<List<String>, Connection> seen = new HashMap<>();
    List<Connection> connections = draft.connections();
    for (int i = 0; i < connections.size(); i++) {
      Connection connection = connections.get(i);
      Connection first = seen.putIfAbsent(ends(connection), connection);
      NodeDefinition source = definition.nodes().get(connection.sourceNode());
      NodeDefinition target = definition.nodes().get(connection.targetNode());
      boolean isOrphan = source == null || target == null;
      if (isOrphan && pass.wants(FindingCode.ORPHANED_CONNECTION)) {
        orphan(connection, i, source == null ? connection.sourceNode() : connection.targetNode());
      } else if (!isOrphan && first != null && pass.wants(FindingCode.DUPLICATE_CONNECTION)) {
        duplicate(connection, i, first);
      } else {
        port(connection, i, source, true);
        port(connection, i, target, false);
      }
    }
  }

  private static List<String> ends(Connection connection) {
    return List.of(
        connection.sourceNode(),
        connection.sourcePort(),
        connection.targetNode(),
        connection.targetPort());
  }

  private Fix fix(
      FindingCode code, Connection connection, int index, String action, Safety safety) {
    String subject =
        "connection "
            + Quote.of(connection.sourceNode() + "." + connection.sourcePort())
            + " to "
            + Quote.of(connection.targetNode() + "." + connection.targetPort());
    return new Fix(code, draft.pointerOfConnection(index), subject, action, safety);
  }

  private void orphan(Connection connection, int index, String missing) {
    if (pass.add(
        fix(
            FindingCode.ORPHANED_CONNECTION,
            connection,
            index,
            "removed, because there is no node " + Quote.of(missing),
            Safety.UNSAFE))) {
      draft.removeConnection(index);
    }
  }

  private void duplicate(Connection connection, int index, Connection first) {
    boolean same =
        first.members().equals(connection.members())
            || first.members().entrySet().containsAll(connection.members().entrySet());
    if (pass.add(
        fix(
            FindingCode.DUPLICATE_CONNECTION,
            connection,
            index,
            "the duplicate is removed",
            same ? Safety.SAFE : Safety.UNSAFE))) {
      draft.removeConnection(index);
    }
  }

  private void port(
      Connection connection, int index, @Nullable NodeDefinition node, boolean output) {
    if (node == null) {
      return;
    }
    NodeType type = node.type();
    String name = output ? connection.sourcePort() : connection.targetPort();
    String member = output ? "source_port" : "target_port";
    if (!pass.wants(FindingCode.UNKNOWN_PORT)
        || type.openPorts()
        || !type.dynamicPorts().isEmpty()
        || !ConnectionEnds.of(connection.members()).canonical()
        || !(connection.members().get(member) instanceof String)
        || (output ? node.output(name) : node.input(name)).isPresent()) {
      return;
    }
    Optional<String> meant = only(name, output ? node.outputs() : node.inputs());
    String action = "the port " + Quote.of(name) + " becomes ";
    if (meant.isPresent()
        && pass.add(
            fix(
                FindingCode.UNKNOWN_PORT,
                connection,
                index,
                action + Quote.of(meant.get()),
                Safety.UNSAFE))) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>(draft.connection(index));
      members.put(member, meant.get());
      draft.setConnection(index, members);
    }
  }

  private static Optional<String> only(String unknown, List<Port> ports) {
    List<String> nearest = NearestNames.of(unknown, ports.stream().map(Port::name).toList());
    return nearest.size() == 1 ? Optional.of(nearest.get(0)) : Optional.empty();
  }
}
