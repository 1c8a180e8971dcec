package dev.sluice.graph;

import dev.sluice.digraph.Adjacency;
import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.types.PortRules;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The connections of a graph as columns of numbers: ends, ports, and which of them are exec. */
final class EdgeColumns {

  private final int nodes;
  private final int[] sources;
  private final int[] targets;
  private final BitSet exec = new BitSet();
  private final Map<String, Integer> ports = new HashMap<>();
  private final Incidence outgoing;
  private final Incidence incoming;

  /**
   * The columns for connections whose ends exist.
   *
   * @param numbers the number of each node by its id
   */
  EdgeColumns(
      List<NodeDefinition> nodes, Map<String, Integer> numbers, List<Connection> connections) {
    this.nodes = nodes.size();
    int count = connections.size();
    sources = new int[count];
    targets = new int[count];
    int[] sourcePorts = new int[count];
    int[] targetPorts = new int[count];
    for (int i = 0; i < count; i++) {
      Connection edge = connections.get(i);
      sources[i] = numbers.getOrDefault(edge.sourceNode(), -1);
      targets[i] = numbers.getOrDefault(edge.targetNode(), -1);
      sourcePorts[i] = portNumber(edge.sourcePort());
      targetPorts[i] = portNumber(edge.targetPort());
      exec.set(i, isExec(edge, nodes.get(sources[i]), nodes.get(targets[i])));
    }
    outgoing = new Incidence(this.nodes, sources, sourcePorts, ports.size());
    incoming = new Incidence(this.nodes, targets, targetPorts, ports.size());
  }

  private int portNumber(String name) {
    return ports.computeIfAbsent(name, any -> ports.size());
  }

  /**
   * Whether a connection is an exec connection: by the declared source port, otherwise by the
   * declared target port, otherwise by the name of the port.
   */
  private static boolean isExec(Connection edge, NodeDefinition source, NodeDefinition target) {
    return declared(source, true, edge.sourcePort())
        .or(() -> declared(target, false, edge.targetPort()))
        .map(Port::isExec)
        .orElseGet(() -> PortRules.isExecPort(edge.sourcePort()));
  }

  private static Optional<Port> declared(NodeDefinition node, boolean output, String port) {
    if (node.isPlaceholder()) {
      return Optional.empty(); // it declares no ports: it has those that its connections name
    }
    return output ? node.output(port) : node.input(port);
  }

  Incidence outgoing() {
    return outgoing;
  }

  Incidence incoming() {
    return incoming;
  }

  int source(int edge) {
    return sources[edge];
  }

  int target(int edge) {
    return targets[edge];
  }

  boolean isExec(int edge) {
    return exec.get(edge);
  }

  /** The number of a port name, or -1 if no connection has it. */
  int port(String name) {
    return ports.getOrDefault(name, -1);
  }

  /** The graph of the edges that pass a test. */
  Adjacency adjacency(IntPredicate edges) {
    int[] ends = targets.clone();
    for (int i = 0; i < ends.length; i++) {
      if (!edges.test(i)) {
        ends[i] = -1;
      }
    }
    return new Adjacency(nodes, sources, ends, ends.length);
  }
}
