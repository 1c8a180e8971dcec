package dev.sluice.digraph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds directed cycles of a graph: a shortest one for each cyclic part.
 *
 * <p>Parts are strongly connected components, found without recursion in time linear in the size of
 * the graph. Within a part, the shortest cycle is searched from each node while the budget lasts,
 * and after that only from its first node, so that no graph makes the search slow; R. Tarjan,
 * "Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2), 1972.
 */
public final class CycleFinder {

  /** The total number of edges to visit in the search for shortest cycles. */
  private static final long BUDGET = 4_000_000;

  private final Adjacency graph;
  private final int[] component;
  private int components;
  private long spent;

  private CycleFinder(Adjacency graph) {
    this.graph = graph;
    this.component = new int[graph.nodes()];
  }

  /** The edges of a shortest cycle for each cyclic part, parts in the order of their first node. */
  public static List<int[]> find(Adjacency graph) {
    if (isAcyclic(graph)) {
      return List.of();
    }
    CycleFinder finder = new CycleFinder(graph);
    finder.label();
    return finder.shortest();
  }

  /** Whether the nodes have a topological order; A. B. Kahn, Commun. ACM 5(11), 1962. */
  private static boolean isAcyclic(Adjacency graph) {
    int[] entering = new int[graph.nodes()];
    for (int slot = 0; slot < graph.edges(); slot++) {
      entering[graph.target(slot)]++;
    }
    int[] ready = new int[graph.nodes()];
    int tail = 0;
    for (int node = 0; node < entering.length; node++) {
      if (entering[node] == 0) {
        ready[tail++] = node;
      }
    }
    for (int head = 0; head < tail; head++) {
      for (int slot = graph.from(ready[head]); slot < graph.to(ready[head]); slot++) {
        if (--entering[graph.target(slot)] == 0) {
          ready[tail++] = graph.target(slot);
        }
      }
    }
    return tail == ready.length;
  }

  private void label() {
    int nodes = graph.nodes();
    int[] order = new int[nodes];
    int[] low = new int[nodes];
    int[] slot = new int[nodes];
    int[] path = new int[nodes];
    int[] open = new int[nodes];
    Arrays.fill(component, -1);
    int counter = 0;
    int opened = 0;
    for (int root = 0; root < nodes; root++) {
      if (order[root] != 0) {
        continue;
      }
      int length = 0;
      path[length++] = root;
      while (length > 0) {
        int node = path[length - 1];
        if (order[node] == 0) {
          order[node] = ++counter;
          low[node] = counter;
          slot[node] = graph.from(node);
          open[opened++] = node;
        }
        if (slot[node] < graph.to(node)) {
          int next = graph.target(slot[node]++);
          if (order[next] == 0) {
            path[length++] = next;
          } else if (component[next] < 0) {
            low[node] = Math.min(low[node], order[next]);
          }
          continue;
        }
        length--;
        if (length > 0) {
          int parent = path[length - 1];
          low[parent] = Math.min(low[parent], low[node]);
        }
        if (low[node] == order[node]) {
          int member;
          do {
            member = open[--opened];
            component[member] = components;
          } while (member != node);
          components++;
        }
      }
    }
  }

  private List<int[]> shortest() {
    int nodes = graph.nodes();
    int[][] best = new int[components][];
    boolean[] searched = new boolean[components];
    int[] cameBy = new int[nodes];
    int[] seenFrom = new int[nodes];
    int[] queue = new int[nodes];
    List<Integer> found = new ArrayList<>();
    for (int start = 0; start < nodes; start++) {
      int part = component[start];
      if (searched[part] && (spent > BUDGET || best[part] == null || best[part].length == 1)) {
        continue;
      }
      int[] cycle = through(start, cameBy, seenFrom, queue);
      if (cycle != null) {
        if (best[part] == null) {
          found.add(part);
          best[part] = cycle;
        } else if (cycle.length < best[part].length) {
          best[part] = cycle;
        }
      }
      searched[part] = true;
    }
    return found.stream().map(part -> best[part]).toList();
  }

  /** The edges of a shortest cycle through a node, or null: breadth first within its component. */
  private int @Nullable [] through(int start, int[] cameBy, int[] seenFrom, int[] queue) {
    int head = 0;
    int tail = 0;
    queue[tail++] = start;
    while (head < tail) {
      int node = queue[head++];
      for (int slot = graph.from(node); slot < graph.to(node); slot++) {
        spent++;
        int next = graph.target(slot);
        if (next == start) {
          return walkBack(start, node, slot, cameBy);
        }
        if (component[next] == component[start] && seenFrom[next] != start + 1) {
          seenFrom[next] = start + 1;
          cameBy[next] = slot;
          queue[tail++] = next;
        }
      }
    }
    return null;
  }

  private int[] walkBack(int start, int last, int closing, int[] cameBy) {
    List<Integer> edges = new ArrayList<>();
    edges.add(graph.label(closing));
    for (int node = last; node != start; ) {
      int slot = cameBy[node];
      edges.add(graph.label(slot));
      node = sourceOf(slot);
    }
    int[] cycle = new int[edges.size()];
    for (int i = 0; i < cycle.length; i++) {
      cycle[i] = edges.get(cycle.length - 1 - i);
    }
    return cycle;
  }

  /** The source node of the edge in a slot. */
  private int sourceOf(int slot) {
    int low = 0;
    int high = graph.nodes();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (graph.from(middle) <= slot) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
