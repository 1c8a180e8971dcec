package dev.sluice.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Unmodifiable copies of collections that callers pass. Null in one of them is refused with a
 * {@link NullPointerException} that names the parameter and the index, such as {@code globs[1]},
 * where the JDK's copies give no message.
 */
public final class Elements {

  private Elements() {}

  /** A copy of a parameter with this name. */
  public static <T> List<T> listOf(Collection<? extends T> elements, String name) {
    requireNoNull(elements, name);
    return List.copyOf(elements);
  }

  /** A copy of the arguments of a parameter with this name. */
  public static <T> List<T> listOf(T[] elements, String name) {
    return listOf(Arrays.asList(Objects.requireNonNull(elements, name)), name);
  }

  /** A copy of a parameter with this name. */
  public static <T> Set<T> setOf(Collection<? extends T> elements, String name) {
    requireNoNull(elements, name);
    return Set.copyOf(elements);
  }

  /** Refuses null as a key or a value, such as {@code sizes.key[0]} or {@code sizes.value[0]}. */
  public static <M extends Map<?, ?>> M requireEntries(M map, String name) {
    Objects.requireNonNull(map, name);
    requireNoNull(map.keySet(), name + ".key");
    requireNoNull(map.values(), name + ".value");
    return map;
  }

  /** Refuses null as an element. */
  public static void requireNoNull(Collection<?> elements, String name) {
    Objects.requireNonNull(elements, name);
    int index = 0;
    for (@Nullable Object element : elements) {
      if (element == null) {
        throw new NullPointerException(name + "[" + index + "]");
      }
      index++;
    }
  }
}
