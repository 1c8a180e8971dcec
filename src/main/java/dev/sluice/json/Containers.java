package dev.sluice.json;

import java.util.BitSet;

/** The open objects and lists at a point of a document, outermost first. */
final class Containers {

  private final BitSet lists = new BitSet();
  private int depth;

  void push(boolean list) {
    lists.set(depth++, list);
  }

  void pop() {
    depth--;
  }

  boolean isEmpty() {
    return depth == 0;
  }

  /** Whether the innermost container is a list. */
  boolean isList() {
    return depth > 0 && lists.get(depth - 1);
  }

  Containers copy() {
    Containers copy = new Containers();
    copy.lists.or(lists);
    copy.depth = depth;
    return copy;
  }
}
