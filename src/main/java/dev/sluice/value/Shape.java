package dev.sluice.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of distinct keys, shared by all objects of a document that have these keys in this
 * order.
 *
 * <p>Shapes form a tree: {@link #with} leads from a shape to the one with a further key, and
 * objects that are alike walk the same way. One thread builds a tree; the key arrays may then be
 * read by all.
 */
public final class Shape {

  /*
   * The idea is that of hidden classes: C. Chambers, D. Ungar, E. Lee, "An efficient implementation
   * of SELF", OOPSLA 1989. A key found on an existing edge needs no test for being a duplicate; the
   * test was made when the edge was.
   */

  /** Keys a shape has at most; wider objects are too rare to be alike. */
  static final int MAX_KEYS = 64;

  /** Shapes of a tree at most, so that no document can make it grow without end. */
  private static final int MAX_SHAPES = 1 << 13;

  private final @Nullable Shape parent;
  private final String key;
  private final int size;
  private String @Nullable [] keys;

  /** How many shapes the tree has: one cell that all of them share. */
  private final int[] shapes;

  private @Nullable Map<String, Shape> edges;
  private @Nullable Shape latest;
  private int tag;

  private Shape(@Nullable Shape parent, String key, int size, int[] shapes) {
    this.parent = parent;
    this.key = key;
    this.size = size;
    this.shapes = shapes;
  }

  /** The root of a new tree: the shape without keys. */
  public static Shape empty() {
    return new Shape(null, "", 0, new int[1]);
  }

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** The last key, which the way to this shape added; empty for the root. */
  public String key() {
    return key;
  }

  /**
   * The shape with one key more; null if the key is there already or no shape can hold it, which
   * {@link #indexOf} tells apart.
   */
  public @Nullable Shape with(String name) {
    Shape last = latest;
    if (last != null && last.key.equals(name)) {
      return last;
    }
    Map<String, Shape> known = edges;
    Shape edge = known == null ? null : known.get(name);
    if (edge == null) {
      edge = grow(name);
    }
    if (edge != null) {
      latest = edge;
    }
    return edge;
  }

  private @Nullable Shape grow(String name) {
    if (size == MAX_KEYS || shapes[0] == MAX_SHAPES || indexOf(name) >= 0) {
      return null;
    }
    shapes[0]++;
    Shape edge = new Shape(this, name, size + 1, shapes);
    Shape only = latest;
    if (only == null) {
      return edge; // one edge needs no table
    }
    Map<String, Shape> table = edges;
    if (table == null) {
      table = new HashMap<>();
      table.put(only.key, only);
      edges = table;
    }
    table.put(name, edge);
    return edge;
  }

  /** The mark that the builder of the tree left on this shape; 0 for a new one. */
  public int tag() {
    return tag;
  }

  /** Leaves a mark, so that what a key means is found out once and not for every object. */
  public void tag(int mark) {
    tag = mark;
  }

  /** Where a key stands, or -1. */
  public int indexOf(String name) {
    for (Shape shape = this; shape.parent != null; shape = shape.parent) {
      if (shape.key.equals(name)) {
        return shape.size - 1;
      }
    }
    return -1;
  }

  /** All keys in order; the array is shared and must not be changed. */
  String[] keys() {
    String[] all = keys;
    if (all == null) {
      all = new String[size];
      for (Shape shape = this; shape.parent != null; shape = shape.parent) {
        all[shape.size - 1] = shape.key;
      }
      keys = all;
    }
    return all;
  }

  @Override
  public String toString() {
    return Arrays.toString(keys());
  }
}
