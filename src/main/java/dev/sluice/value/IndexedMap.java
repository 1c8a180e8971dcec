package dev.sluice.value;

import java.util.AbstractCollection;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map whose entries have indexes, from 0 in the order of the document.
 *
 * <p>It does not extend {@code AbstractMap}, which would add eight bytes to each map.
 */
public abstract class IndexedMap implements Map<String, Object> {

  IndexedMap() {}

  /** The key with this index. */
  public abstract String keyAt(int index);

  /** The value of the key with this index. */
  public abstract @Nullable Object valueAt(int index);

  @Override
  public final boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public final boolean containsValue(@Nullable Object value) {
    for (int i = 0; i < size(); i++) {
      if (Objects.equals(value, valueAt(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public final Object put(String key, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final Object remove(@Nullable Object key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final void putAll(Map<? extends String, ?> entries) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the map excludes
  public final void forEach(BiConsumer<? super String, ? super Object> action) {
    for (int i = 0; i < size(); i++) {
      action.accept(keyAt(i), valueAt(i));
    }
  }

  @Override
  public final Set<Map.Entry<String, Object>> entrySet() {
    return new Entries();
  }

  /** The keys, which are known without the values. */
  @Override
  public final Set<String> keySet() {
    return new Keys();
  }

  @Override
  public final Collection<Object> values() {
    return new Values();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    if (other == this) {
      return true;
    }
    if (!(other instanceof Map<?, ?> map) || map.size() != size()) {
      return false;
    }
    try {
      return isIn(map);
    } catch (ClassCastException | NullPointerException e) {
      return false; // a map that refuses keys of this kind, such as a sorted map of numbers
    }
  }

  private boolean isIn(Map<?, ?> map) {
    for (int i = 0; i < size(); i++) {
      Object value = valueAt(i);
      Object there = map.get(keyAt(i));
      if (value == null ? there != null || !map.containsKey(keyAt(i)) : !value.equals(there)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public final int hashCode() {
    int hash = 0;
    for (int i = 0; i < size(); i++) {
      hash += keyAt(i).hashCode() ^ Objects.hashCode(valueAt(i));
    }
    return hash;
  }

  @Override
  public final String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : ", ").append(keyAt(i)).append('=').append(valueAt(i));
    }
    return text.append('}').toString();
  }

  private final class Keys extends AbstractSet<String> {
    @Override
    public int size() {
      return IndexedMap.this.size();
    }

    @Override
    public boolean contains(@Nullable Object key) {
      return containsKey(key);
    }

    @Override
    public Iterator<String> iterator() {
      return new Indexes<>(IndexedMap.this::keyAt);
    }
  }

  private final class Values extends AbstractCollection<Object> {
    @Override
    public int size() {
      return IndexedMap.this.size();
    }

    @Override
    public Iterator<Object> iterator() {
      return new Indexes<>(IndexedMap.this::valueAt);
    }
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
    @Override
    public int size() {
      return IndexedMap.this.size();
    }

    @Override
    public Iterator<Map.Entry<String, Object>> iterator() {
      return new Indexes<>(
          index -> new SimpleImmutableEntry<String, Object>(keyAt(index), valueAt(index)));
    }
  }

  private final class Indexes<T> implements Iterator<T> {
    private final IntFunction<? extends @Nullable T> element;
    private int next;

    Indexes(IntFunction<? extends @Nullable T> element) {
      this.element = element;
    }

    @Override
    public boolean hasNext() {
      return next < size();
    }

    @Override
    @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the map excludes
    public T next() {
      if (next == size()) {
        throw new NoSuchElementException();
      }
      return element.apply(next++);
    }
  }
}
