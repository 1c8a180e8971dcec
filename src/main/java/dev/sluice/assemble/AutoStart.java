package dev.sluice.assemble;

import static dev.sluice.model.NodeDefinition.AUTO_START;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.types.AutoStartRule;
import dev.sluice.types.TypeTable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds a hidden start node with its connections to a workflow that has no start node.
 *
 * <p>Each node that is not a trigger and has an {@code exec_in} gets a connection from the start
 * node, unless another connection leads to that port. If the other one comes from a trigger's
 * {@code exec_out}, the start node is connected nevertheless, so that the workflow can also be
 * started manually. The checks report the addition.
 */
public final class AutoStart {

  private final Map<String, NodeDefinition> nodes;
  private final List<Connection> connections;

  /** Adds to these nodes and connections of a definition; both collections must be modifiable. */
  public AutoStart(Map<String, NodeDefinition> nodes, List<Connection> connections) {
    this.nodes = nodes;
    this.connections = connections;
  }

  /** Adds the node and its connections if needed. */
  public boolean add(TypeTable types) {
    AutoStartRule rule = new AutoStartRule();
    nodes.forEach((id, node) -> rule.add(node.type(), id.equals(AUTO_START)));
    if (!rule.isAdded()) {
      return false;
    }
    Set<String> entered = new HashSet<>();
    Set<String> triggered = new HashSet<>();
    for (Connection connection : connections) {
      if (connection.targetPort().equals(Port.EXEC_IN)) {
        entered.add(connection.targetNode());
      }
      NodeDefinition source = nodes.get(connection.sourceNode());
      if (connection.sourcePort().equals(Port.EXEC_OUT)
          && source != null
          && source.type().isTrigger()) {
        triggered.add(connection.targetNode());
      }
    }
    for (NodeDefinition node : nodes.values()) {
      if (!node.type().isTrigger()
          && node.inputs().stream().anyMatch(port -> port.name().equals(Port.EXEC_IN))
          && (!entered.contains(node.id()) || triggered.contains(node.id()))) {
        connections.add(
            new Connection(AUTO_START, Port.EXEC_OUT, node.id(), Port.EXEC_IN, Map.of()));
      }
    }
    nodes.put(AUTO_START, startNode(types));
    return true;
  }

  private static NodeDefinition startNode(TypeTable types) {
    NodeType type = types.orPlaceholder(NodeType.START).type();
    List<Port> outputs =
        type.outputs().isEmpty() ? List.of(Port.exec(Port.EXEC_OUT)) : type.outputs();
    return new NodeDefinition(
        AUTO_START, type, NodeType.START, Map.of(), Map.of(), List.of(), outputs);
  }
}
