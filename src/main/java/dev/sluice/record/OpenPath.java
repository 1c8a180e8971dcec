package dev.sluice.record;

import dev.sluice.text.Pointers;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JSON pointers of the open containers, as steps that findings share: a finding deep in a
 * document, or below long names, costs one step, and its pointer is made when it is asked for. Not
 * thread-safe; the steps are.
 */
final class OpenPath {

  /**
   * The pointer of a value, as the way from the container around it.
   *
   * @param outer the pointer of the container; null at the beginning
   * @param name the value's key, or the beginning of the pointer as it is; null for an element
   * @param index the number of an element
   */
  private record Step(@Nullable Step outer, @Nullable String name, int index)
      implements Supplier<String> {

    @Override
    public String get() {
      Deque<Step> way = new ArrayDeque<>();
      for (Step step = this; step != null; step = step.outer()) {
        way.push(step);
      }
      StringBuilder pointer = new StringBuilder();
      way.forEach(step -> step.appendTo(pointer));
      return pointer.toString();
    }

    private void appendTo(StringBuilder pointer) {
      if (name == null) {
        pointer.append('/').append(index);
      } else if (outer == null) {
        pointer.append(name);
      } else {
        Pointers.append(pointer, name);
      }
    }
  }

  /** The pointers of the open containers, as far as they are known. */
  private Step[] known = new Step[8];

  private int size;

  /** Begins with a value that has this pointer. */
  void begin(String pointer) {
    known[0] = new Step(null, pointer, 0);
    size = 1;
  }

  /** Forgets all pointers, because another value begins. */
  void clear() {
    size = 0;
  }

  /** Keeps only the given number of outermost containers. */
  void close(int open) {
    size = Math.min(size, open);
  }

  /** The number of outermost containers whose pointer is known. */
  int known() {
    return size;
  }

  /** Adds the pointer of the next container, which is a member, or an element if it has no name. */
  void add(@Nullable String name, int index) {
    if (size == known.length) {
      known = Arrays.copyOf(known, 2 * size);
    }
    known[size] = step(name, index);
    size++;
  }

  /** The pointer of a value in the innermost known container. */
  Supplier<String> of(@Nullable String name, int index) {
    return step(name, index);
  }

  /** The pointer of the outermost value. */
  Supplier<String> root() {
    return known[0];
  }

  private Step step(@Nullable String name, int index) {
    return new Step(known[size - 1], name, index);
  }
}
