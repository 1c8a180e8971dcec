package dev.sluice.digraph;

import java.util.Arrays;

/**
 * A tree that grows leaf by leaf and finds the nearest common ancestor of two nodes.
 *
 * <p>A node has a pointer to its parent and one that jumps further up, so that a search for an
 * ancestor takes time logarithmic in the depth; E. W. Myers, "An applicative random-access stack",
 * Information Processing Letters 17(5), 1983.
 */
public final class AncestorTree {

  /** The root, which a new tree already has. */
  public static final int ROOT = 0;

  private static final int USUAL_SIZE = 64;

  private int[] parents = new int[USUAL_SIZE];
  private int[] jumps = new int[USUAL_SIZE];
  private int[] depths = new int[USUAL_SIZE];
  private int size = 1;

  /** Adds a node below another one, and returns its number: the number of nodes before it. */
  public int add(int parent) {
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
      jumps = Arrays.copyOf(jumps, 2 * size);
      depths = Arrays.copyOf(depths, 2 * size);
    }
    int jump = jumps[parent];
    boolean isEqualStep = depths[parent] - depths[jump] == depths[jump] - depths[jumps[jump]];
    parents[size] = parent;
    jumps[size] = isEqualStep ? jumps[jump] : parent;
    depths[size] = depths[parent] + 1;
    return size++;
  }

  /** The deepest common ancestor of both nodes, where a node is also an ancestor of itself. */
  public int commonAncestor(int one, int other) {
    int deeper = depths[one] < depths[other] ? other : one;
    int higher = deeper == one ? other : one;
    while (depths[deeper] > depths[higher]) {
      deeper = depths[jumps[deeper]] < depths[higher] ? parents[deeper] : jumps[deeper];
    }
    while (deeper != higher) {
      boolean isShared = jumps[deeper] == jumps[higher];
      deeper = isShared ? parents[deeper] : jumps[deeper];
      higher = isShared ? parents[higher] : jumps[higher];
    }
    return deeper;
  }
}
