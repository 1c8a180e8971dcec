package dev.sluice.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of distinct keys, shared by all objects of a document that have these keys in this
 * order.
 *
 * <p>Shapes form a tree: {@link #with} leads from a shape to the one with a further key, so objects
 * with the same keys follow the same path. One thread at a time builds the tree; meanwhile, any
 * thread may read the key arrays and notes of shapes that it has got from the builder.
 */
public final class Shape {

  /*
   * These are hidden classes: C. Chambers, D. Ungar, E. Lee, "An efficient implementation of SELF",
   * OOPSLA 1989. A key found on an existing edge needs no check for duplicates; that check was made
   * when the edge was created.
   */

  /** The maximum number of keys of a shape; wider objects rarely have the same keys. */
  static final int MAX_KEYS = 64;

  /** The maximum number of shapes of a tree, so that no document can make it grow without limit. */
  private static final int MAX_SHAPES = 1 << 13;

  /** The maximum number of leads that are kept, so that no document can cause more work. */
  private static final int MOST_LEADS = 1 << 14;

  /** The maximum number of bytes of a lead. */
  private static final int LONGEST_LEAD = 128;

  /* What is counted: shapes, leads kept, and characters of keys. */
  private static final int SHAPES = 0;
  private static final int LEADS = 1;
  private static final int CHARACTERS = 2;
  private static final int COUNTS = 3;

  private final @Nullable Shape parent;
  private final String key;
  private final int size;
  private volatile String @Nullable [] keys;

  /** What all shapes of the tree, and of trees beside it, have in common. */
  private final int[] counts;

  private @Nullable Map<String, Shape> edges;
  private @Nullable Shape latest;
  private @Nullable PlainText plain;
  private boolean isEscaped;

  private @Nullable PlainText lead;
  private int tag;
  private @Nullable Object note;

  private Shape(@Nullable Shape parent, String key, int size, int[] counts) {
    this.parent = parent;
    this.key = key;
    this.size = size;
    this.counts = counts;
  }

  /** The root of a new tree: the shape without keys. */
  public static Shape empty() {
    return new Shape(null, "", 0, new int[COUNTS]);
  }

  /** The root of another tree, whose shapes are counted with those of this one. */
  public Shape otherRoot() {
    return new Shape(null, "", 0, counts);
  }

  /** Whether this tree and those beside it have at most so many shapes and characters in keys. */
  public boolean isTreeWithin(int shapes, int characters) {
    return counts[SHAPES] <= shapes && counts[CHARACTERS] <= characters;
  }

  /** Lets another document change as many {@linkplain #lead() leads} as a new tree would. */
  public void learnAgain() {
    counts[LEADS] = 0;
  }

  /** The number of keys. */
  public int size() {
    return size;
  }

  /** The last key, on the edge that leads to this shape; empty for the root. */
  public String key() {
    return key;
  }

  /**
   * The shape with one more key. Null if the key is a duplicate or the tree is full; {@link
   * #indexOf} distinguishes the two.
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
    if (size == MAX_KEYS || counts[SHAPES] == MAX_SHAPES || indexOf(name) >= 0) {
      return null;
    }
    counts[SHAPES]++;
    counts[CHARACTERS] += name.length();
    Shape edge = new Shape(this, name, size + 1, counts);
    Shape only = latest;
    if (only == null) {
      return edge; // a single edge needs no table
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

  /** The shape that {@link #with} led to last, which mostly is the next one too; null for none. */
  public @Nullable Shape guess() {
    return latest;
  }

  /**
   * Whether JSON text has the last key at an index, followed by a quote; false for keys that need
   * escapes.
   *
   * @param end index after the last byte of the text
   */
  public boolean stands(byte[] json, int from, int end) {
    PlainText expected = plain;
    if (expected == null && !isEscaped) {
      expected = PlainText.ofKey(key);
      plain = expected;
      isEscaped = expected == null;
    }
    return expected != null && expected.stands(json, from, end);
  }

  /** How many bytes the last key has, if {@link #stands} was true. */
  public int width() {
    return key.length();
  }

  /**
   * What stood before the value of the last key the last time, from behind the value before it, or
   * behind the brace that begins the object; null if that is not known.
   */
  public @Nullable PlainText lead() {
    return lead;
  }

  /** Keeps the bytes between two indices for {@link #lead()}, unless they are many or have a CR. */
  public void lead(byte[] json, int from, int to) {
    if (to - from <= LONGEST_LEAD && counts[LEADS] < MOST_LEADS) {
      counts[LEADS]++;
      PlainText text = PlainText.of(json, from, to);
      lead = text.hasReturns() ? null : text;
    }
  }

  /** The tag that the builder of the tree set on this shape; 0 for a new one. */
  public int tag() {
    return tag;
  }

  /** Sets a tag, so that the meaning of a key is determined once and not for every object. */
  public void tag(int mark) {
    tag = mark;
  }

  /** The object most recently attached to this shape, or null. */
  public @Nullable Object note() {
    return note;
  }

  /** Attaches to this shape an object that is derived from its keys. */
  public void note(Object known) {
    note = known;
  }

  /** The position of a key, or -1. */
  public int indexOf(String name) {
    for (Shape shape = this; shape.parent != null; shape = shape.parent) {
      if (shape.key.equals(name)) {
        return shape.size - 1;
      }
    }
    return -1;
  }

  /** Calls an action with each key, in order. */
  public void forEachKey(Consumer<String> action) {
    for (String next : keys()) {
      action.accept(next);
    }
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
