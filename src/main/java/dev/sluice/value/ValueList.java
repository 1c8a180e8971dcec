package dev.sluice.value;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An unmodifiable list over an array that it owns; null elements are allowed. */
public final class ValueList extends AbstractList<Object> implements Frozen, RandomAccess {

  private final @Nullable Object[] elements;

  /** A list of these elements; the array is not copied. */
  public ValueList(@Nullable Object[] elements) {
    this.elements = elements;
  }

  @Override
  @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the list excludes
  public Object get(int index) {
    return elements[index];
  }

  @Override
  public int size() {
    return elements.length;
  }
}
