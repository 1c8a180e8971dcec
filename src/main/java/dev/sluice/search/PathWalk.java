package dev.sluice.search;

import dev.sluice.search.Condition.PathStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Visits the values that a path with wildcards leads to, in document order.
 *
 * <p>All steps that a value may stand for are followed at the same time, so each value is visited
 * once, however many wildcards the path has.
 */
final class PathWalk {

  /** Receives a value and the names and indices that lead to it; the list is reused. */
  interface Visitor {
    void visit(List<Object> path, @Nullable Object value);
  }

  private final List<PathStep> steps;
  private final Visitor visitor;
  private final Deque<Object> path = new ArrayDeque<>();

  private PathWalk(List<PathStep> steps, Visitor visitor) {
    this.steps = steps;
    this.visitor = visitor;
  }

  /** Visits the values that a path leads to within a value; an empty path leads to the value. */
  static void over(@Nullable Object root, List<PathStep> steps, Visitor visitor) {
    if (steps.size() == 1 && steps.get(0).kind() == PathStep.Kind.NAME && root instanceof Map) {
      member((Map<?, ?>) root, steps.get(0).name(), visitor); // most paths, and most roots
      return;
    }
    PathWalk walk = new PathWalk(steps, visitor);
    BitSet states = new BitSet();
    states.set(0);
    walk.walk(root, walk.closed(states));
  }

  private static void member(Map<?, ?> root, String name, Visitor visitor) {
    Object value = root.get(name);
    if (value != null || root.containsKey(name)) {
      visitor.visit(List.of(name), value);
    }
  }

  private void walk(@Nullable Object value, BitSet states) {
    if (states.get(steps.size())) {
      visitor.visit(Collections.unmodifiableList(new ArrayList<>(path)), value);
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> child(String.valueOf(name), member, states));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        child(i, list.get(i), states);
      }
    }
  }

  private void child(Object key, @Nullable Object value, BitSet states) {
    BitSet next = new BitSet();
    for (int i = states.nextSetBit(0); i >= 0 && i < steps.size(); i = states.nextSetBit(i + 1)) {
      PathStep step = steps.get(i);
      switch (step.kind()) {
        case NAME -> next.set(i + 1, next.get(i + 1) || step.name().equals(String.valueOf(key)));
        case ONE -> next.set(i + 1);
        case ANY -> next.set(i);
      }
    }
    if (!next.isEmpty()) {
      path.addLast(key);
      walk(value, closed(next));
      path.removeLast();
    }
  }

  /** Adds the step after each one that stands for any number of levels, as this may be 0. */
  private BitSet closed(BitSet states) {
    for (int i = states.nextSetBit(0); i >= 0 && i < steps.size(); i = states.nextSetBit(i + 1)) {
      if (steps.get(i).kind() == PathStep.Kind.ANY) {
        states.set(i + 1);
      }
    }
    return states;
  }
}
