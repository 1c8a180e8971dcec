package dev.sluice.value;

import java.util.Arrays;
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

  private static final int MAX_EDGES = 16;
  private static final Shape[] NONE = {};

  private final @Nullable Shape parent;
  private final String key;
  private final int size;
  private String @Nullable [] keys;
  private Shape[] edges = NONE;
  private @Nullable Shape latest;
  private int tag;

  private Shape(@Nullable Shape parent, String key, int size) {
    this.parent = parent;
    this.key = key;
    this.size = size;
  }

  /** The root of a new tree: the shape without keys. */
  public static Shape empty() {
    return new Shape(null, "", 0);
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
    for (Shape edge : edges) {
      if (edge.key.equals(name)) {
        latest = edge;
        return edge;
      }
    }
    return grow(name);
  }

  private @Nullable Shape grow(String name) {
    if (size == MAX_KEYS || edges.length == MAX_EDGES || indexOf(name) >= 0) {
      return null;
    }
    Shape edge = new Shape(this, name, size + 1);
    edges = Arrays.copyOf(edges, edges.length + 1);
    edges[edges.length - 1] = edge;
    latest = edge;
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
