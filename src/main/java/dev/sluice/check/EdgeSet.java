package dev.sluice.check;

import java.util.SplittableRandom;

/**
 * A set of edges of a graph, which are equal if all four ends are.
 *
 * <p>Open addressing over the numbers of edges. Each set has a random hash seed, so that no
 * document can be crafted to cause collisions.
 */
final class EdgeSet {

  private final GraphIndex graph;
  private final int[] slots;
  private final long seed = new SplittableRandom().nextLong();

  /** An empty set with room for all edges of the graph. */
  EdgeSet(GraphIndex graph) {
    this.graph = graph;
    slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, graph.edgeCount())) << 2)];
  }

  /** Adds an edge; false if the set contains an equal one. */
  boolean add(int edge) {
    int slot = hash(edge) & (slots.length - 1);
    while (slots[slot] != 0) {
      if (graph.isSameEdge(slots[slot] - 1, edge)) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = edge + 1;
    return true;
  }

  private int hash(int edge) {
    long nodes = mix(seed ^ graph.sourceKey(edge));
    return (int) (mix(nodes ^ graph.targetKey(edge)) >>> 32);
  }

  /**
   * The finalizer of MurmurHash3, A. Appleby 2011: every bit of the input affects each bit of the
   * result.
   */
  private static long mix(long value) {
    long once = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
    long twice = (once ^ once >>> 33) * 0xC4CEB9FE1A85EC53L;
    return twice ^ twice >>> 33;
  }
}
