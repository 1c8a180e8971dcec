package dev.sluice.digraph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds directed cycles of a graph: a shortest one for each cyclic part.
 *
 * <p>Parts are strongly connected components, found without recursion in time linear in the size of
 * the graph; R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2),
 * 1972. Within a part, a cycle shorter than the best so far is searched from each node while the
 * budget lasts, and after that only from its first node, so that no graph makes the search slow.
 * After the search from a node, no better cycle leads through it, so it is removed together with
 * all nodes that no edge enters any more; a ring is thus removed after a few searches.
 */
public final class CycleFinder {

  /**
   * The number of edges to visit in the search for shortest cycles, for each edge of the graph. A
   * part with at most this many nodes is always searched to the end.
   */
  private static final long BUDGET = 100;

  private static final int REMOVED = -1;

  private final Adjacency graph;

  /** The number of each node's component; {@link #REMOVED} after the search from it. */
  private final int[] component;

  private int components;
  private long left;

  /* The state of a search. */
  private final int[] cameBy;
  private final int[] cameFrom;
  private final int[] seenFrom;
  private final int[] queue;

  private CycleFinder(Adjacency graph) {
    this.graph = graph;
    int nodes = graph.nodes();
    component = new int[nodes];
    cameBy = new int[nodes];
    cameFrom = new int[nodes];
    seenFrom = new int[nodes];
    queue = new int[nodes];
    left = BUDGET * graph.edges();
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
    int[] entering = entering();
    List<Integer> found = new ArrayList<>();
    for (int start = 0; start < nodes; start++) {
      int part = component[start];
      if (part == REMOVED || (searched[part] && (left < 0 || best[part] == null))) {
        continue;
      }
      int[] known = best[part];
      int[] cycle = through(start, known == null ? Integer.MAX_VALUE : known.length);
      if (cycle != null) {
        if (known == null) {
          found.add(part);
        }
        best[part] = cycle;
      }
      searched[part] = true;
      remove(start, entering);
    }
    return found.stream().map(part -> best[part]).toList();
  }

  /** For each node, how many edges enter it within its component. */
  private int[] entering() {
    int[] entering = new int[graph.nodes()];
    for (int node = 0; node < entering.length; node++) {
      for (int slot = graph.from(node); slot < graph.to(node); slot++) {
        int next = graph.target(slot);
        entering[next] += component[next] == component[node] ? 1 : 0;
      }
    }
    return entering;
  }

  /** Removes a node, and those of its component that no edge enters after that. */
  private void remove(int start, int[] entering) {
    int part = component[start];
    int tail = 0;
    queue[tail++] = start;
    component[start] = REMOVED;
    for (int head = 0; head < tail; head++) {
      int node = queue[head];
      for (int slot = graph.from(node); slot < graph.to(node); slot++) {
        int next = graph.target(slot);
        if (component[next] == part && --entering[next] == 0) {
          component[next] = REMOVED;
          queue[tail++] = next;
        }
      }
    }
  }

  /**
   * The edges of a shortest cycle through a node, or null if there is none with fewer edges than
   * {@code most}: breadth first within its component.
   */
  private int @Nullable [] through(int start, int most) {
    int head = 0;
    int tail = 0;
    int length = 1;
    queue[tail++] = start;
    for (int levelEnd = tail; head < tail && length < most; levelEnd = tail, length++) {
      while (head < levelEnd) {
        int node = queue[head++];
        left -= graph.to(node) - graph.from(node);
        for (int slot = graph.from(node); slot < graph.to(node); slot++) {
          int next = graph.target(slot);
          if (next == start) {
            return walkBack(node, slot, length);
          }
          if (component[next] == component[start] && seenFrom[next] != start + 1) {
            seenFrom[next] = start + 1;
            cameBy[next] = slot;
            cameFrom[next] = node;
            queue[tail++] = next;
          }
        }
      }
    }
    return null;
  }

  private int[] walkBack(int last, int closing, int length) {
    int[] cycle = new int[length];
    cycle[length - 1] = graph.label(closing);
    int node = last;
    for (int i = length - 2; i >= 0; i--) {
      cycle[i] = graph.label(cameBy[node]);
      node = cameFrom[node];
    }
    return cycle;
  }
}
