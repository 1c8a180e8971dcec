package dev.sluice.digraph;

import java.util.BitSet;

/**
 * A directed graph as two arrays: the edges of node n are the targets from {@code starts[n]} to
 * {@code starts[n + 1]}, in the order they were added.
 */
public final class Adjacency {

  private final int[] starts;
  private final int[] targets;
  private final int[] labels;

  /** A graph with edges from sources[i] to ends[i]; edges with negative ends are skipped. */
  public Adjacency(int nodes, int[] sources, int[] ends, int edges) {
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

  /** The number of nodes. */
  public int nodes() {
    return starts.length - 1;
  }

  /** The number of edges that were kept. */
  public int edges() {
    return targets.length;
  }

  /** The first slot of a node's edges. */
  public int from(int node) {
    return starts[node];
  }

  /** The slot after the last of a node's edges. */
  public int to(int node) {
    return starts[node + 1];
  }

  /** The target of the edge in a slot. */
  public int target(int slot) {
    return targets[slot];
  }

  /** The original number of the edge in a slot. */
  public int label(int slot) {
    return labels[slot];
  }

  /** The nodes that can be reached from these nodes, including these nodes themselves. */
  public BitSet reachedFrom(int... starts) {
    BitSet reached = new BitSet(nodes());
    int[] queue = new int[nodes()];
    int tail = 0;
    for (int start : starts) {
      if (!reached.get(start)) {
        reached.set(start);
        queue[tail++] = start;
      }
    }
    for (int head = 0; head < tail; head++) {
      for (int slot = from(queue[head]); slot < to(queue[head]); slot++) {
        int next = target(slot);
        if (!reached.get(next)) {
          reached.set(next);
          queue[tail++] = next;
        }
      }
    }
    return reached;
  }
}
