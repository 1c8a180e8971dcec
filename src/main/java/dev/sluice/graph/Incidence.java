package dev.sluice.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The edges out of, or into, each node, as numbers in arrays: in document order, and by port. */
final class Incidence {

  private final int[] ports;
  private final int[] starts;
  private final int[] edges;
  private final int[] edgesByPort;

  /**
   * The edges of a graph by the node at one of their ends.
   *
   * @param nodes the number of nodes
   * @param ends the node of each edge
   * @param ports the port of each edge
   * @param portNames the number of ports
   */
  Incidence(int nodes, int[] ends, int[] ports, int portNames) {
    this.ports = ports;
    this.starts = starts(nodes, ends);
    this.edges = sorted(ends, starts, null);
    this.edgesByPort = sorted(ends, starts, sorted(ports, starts(portNames, ports), null));
  }

  /** The position of the first edge with each key, if edges are sorted by key. */
  private static int[] starts(int keys, int[] keyOf) {
    int[] starts = new int[keys + 1];
    for (int key : keyOf) {
      starts[key + 1]++;
    }
    for (int key = 0; key < keys; key++) {
      starts[key + 1] += starts[key];
    }
    return starts;
  }

  /** Sorts edges by key and keeps their order otherwise: a counting sort. */
  private static int[] sorted(int[] keyOf, int[] starts, int @Nullable [] before) {
    int[] next = starts.clone();
    int[] sorted = new int[keyOf.length];
    for (int i = 0; i < sorted.length; i++) {
      int edge = before == null ? i : before[i];
      sorted[next[keyOf[edge]]++] = edge;
    }
    return sorted;
  }

  /** The number of edges of a node. */
  int count(int node) {
    return starts[node + 1] - starts[node];
  }

  /** One of the edges of a node, in document order. */
  int edge(int node, int position) {
    return edges[starts[node] + position];
  }

  /** The edges of a node at one of its ports, in document order. */
  int[] edges(int node, int port) {
    int from = firstNotBelow(node, port);
    return Arrays.copyOfRange(edgesByPort, from, firstNotBelow(node, port + 1));
  }

  private int firstNotBelow(int node, int port) {
    int low = starts[node];
    int high = starts[node + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ports[edgesByPort[middle]] < port) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
