package dev.sluice.digraph;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Orders nodes so that each comes after those that lead to it, except along edges of cycles.
 *
 * <p>The order is the reverse of the order in which a depth-first search leaves the nodes. It is
 * found without recursion, in time linear in the size of the graph. Nodes that no edge puts in
 * order keep the order of the roots and of the edges.
 */
public final class DepthFirstOrder {

  private final Adjacency graph;
  private final BitSet seen;
  private final int[] order;
  private final int[] path;
  private final int[] next;

  /** The nodes found so far fill the order from its end. */
  private int first;

  private DepthFirstOrder(Adjacency graph) {
    this.graph = graph;
    seen = new BitSet(graph.nodes());
    order = new int[graph.nodes()];
    path = new int[graph.nodes()];
    next = new int[graph.nodes()];
    first = order.length;
  }

  /**
   * The nodes that the roots lead to, roots included.
   *
   * @param roots the nodes where the search starts; the last of them that leads to a cycle decides
   *     which of its nodes comes first
   */
  public static int[] from(Adjacency graph, int... roots) {
    DepthFirstOrder search = new DepthFirstOrder(graph);
    for (int i = roots.length - 1; i >= 0; i--) {
      search.visit(roots[i]);
    }
    return Arrays.copyOfRange(search.order, search.first, search.order.length);
  }

  private void visit(int root) {
    if (seen.get(root)) {
      return;
    }
    int length = 0;
    length = enter(root, length);
    while (length > 0) {
      int node = path[length - 1];
      if (next[node] > graph.from(node)) {
        int target = graph.target(--next[node]);
        if (!seen.get(target)) {
          length = enter(target, length);
        }
      } else {
        length--;
        order[--first] = node;
      }
    }
  }

  private int enter(int node, int length) {
    seen.set(node);
    next[node] = graph.to(node);
    path[length] = node;
    return length + 1;
  }
}
