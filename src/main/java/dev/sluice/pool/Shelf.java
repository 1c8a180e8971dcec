package dev.sluice.pool;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The clean nodes of one type and factory, the one put last on top; holds no node twice. */
final class Shelf {

  private final int most;
  private final ArrayDeque<ReusableNode> nodes = new ArrayDeque<>();

  Shelf(int most) {
    this.most = most;
  }

  synchronized @Nullable ReusableNode take() {
    return nodes.pollLast();
  }

  /** Whether there is room, which another thread may use up. */
  synchronized boolean hasRoom() {
    return nodes.size() < most;
  }

  /** Keeps a node if there is room and it is not here yet; tells whether it did. */
  synchronized boolean put(ReusableNode node) {
    if (nodes.size() >= most) {
      return false;
    }
    for (ReusableNode other : nodes) {
      if (other == node) {
        return false;
      }
    }
    return nodes.add(node);
  }

  synchronized int size() {
    return nodes.size();
  }
}
