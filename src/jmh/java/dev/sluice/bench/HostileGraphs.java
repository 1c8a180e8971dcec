package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Documents within the limits for strangers whose graph is meant to cost more than its size. */
final class HostileGraphs {

  private static final int EDGES = 5_000;
  private static final int NODES = 1_000;

  private final StringBuilder json = new StringBuilder("{\"nodes\":{");
  private int nodes;
  private int edges;

  private HostileGraphs() {}

  /** Every node executes every other one, up to 5,000 connections: one dense cyclic part. */
  static byte[] completeDigraph() {
    HostileGraphs graph = new HostileGraphs();
    int size = 72; // the smallest with 5,000 ordered pairs
    graph.nodes(size, "LogNode");
    for (int source = 0; source < size; source++) {
      for (int target = 0; target < size; target++) {
        if (source != target) {
          graph.edge(source, target);
        }
      }
    }
    return graph.document();
  }

  /** 5,000 connections from a node to itself, five at each of 1,000 nodes. */
  static byte[] selfLoops() {
    HostileGraphs graph = new HostileGraphs();
    graph.nodes(NODES, "LogNode");
    for (int loop = 0; loop < EDGES; loop++) {
      graph.edge(loop % NODES, loop % NODES);
    }
    return graph.document();
  }

  /** 1,000 nodes one after another: the deepest graph there is. */
  static byte[] chain() {
    HostileGraphs graph = new HostileGraphs();
    graph.nodes(NODES, "LogNode");
    for (int node = 1; node < NODES; node++) {
      graph.edge(node - 1, node);
    }
    return graph.document();
  }

  /** 1,000 nodes, each of an unknown type of its own that is much like known ones. */
  static byte[] unknownTypes() {
    HostileGraphs graph = new HostileGraphs();
    for (int node = 0; node < NODES; node++) {
      graph.node("StructuredDataSuper" + node + "Node");
    }
    for (int node = 1; node < NODES; node++) {
      graph.edge(node - 1, node);
    }
    return graph.document();
  }

  private void nodes(int count, String type) {
    for (int i = 0; i < count; i++) {
      node(type);
    }
  }

  private void node(String type) {
    json.append(nodes == 0 ? "\"" : ",\"").append(nodes).append("\":{\"node_id\":\"");
    json.append(nodes++).append("\",\"node_type\":\"").append(type).append("\",\"config\":{}}");
  }

  private void edge(int source, int target) {
    if (edges == EDGES) {
      return;
    }
    json.append(edges++ == 0 ? "},\"connections\":[" : ",").append("{\"source_node\":\"");
    json.append(source).append("\",\"source_port\":\"exec_out\",\"target_node\":\"");
    json.append(target).append("\",\"target_port\":\"exec_in\"}");
  }

  private byte[] document() {
    return json.append("]}").toString().getBytes(UTF_8);
  }
}
