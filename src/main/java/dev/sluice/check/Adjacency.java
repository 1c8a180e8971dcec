package dev.sluice.check;

/**
 * A directed graph as two arrays: the edges of node n are the targets from {@code starts[n]} to
 * {@code starts[n + 1]}, in the order they were added.
 */
final class Adjacency {

  private final int[] starts;
  private final int[] targets;
  private final int[] labels;

  /** A graph with edges from sources[i] to ends[i]; edges with negative ends are left out. */
  Adjacency(int nodes, int[] sources, int[] ends, int edges) {
    starts = new int[nodes + 1];
    int kept = 0;
    for (int i = 0; i < edges; i++) {
      if (sources[i] >= 0 && ends[i] >= 0) {
        starts[sources[i] + 1]++;
        kept++;
      }
    }
    for (int n = 0; n < nodes; n++) {
      starts[n + 1] += starts[n];
    }
    targets = new int[kept];
    labels = new int[kept];
    int[] next = starts.clone();
    for (int i = 0; i < edges; i++) {
      if (sources[i] >= 0 && ends[i] >= 0) {
        labels[next[sources[i]]] = i;
        targets[next[sources[i]]++] = ends[i];
      }
    }
  }

  int nodes() {
    return starts.length - 1;
  }

  int edges() {
    return targets.length;
  }

  int from(int node) {
    return starts[node];
  }

  int to(int node) {
    return starts[node + 1];
  }

  int target(int slot) {
    return targets[slot];
  }

  /** The original number of the edge in a slot. */
  int label(int slot) {
    return labels[slot];
  }
}
