package dev.sluice.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map with few string keys in document order: an array of values, and an array of
 * keys that all maps of one {@link Shape} share.
 *
 * <p>Null values are allowed. Thread-safe.
 */
public final class ShapedMap extends AbstractMap<String, Object> implements Frozen {

  private final String[] keys;
  private final @Nullable Object[] values;

  /**
   * A map of a shape's keys to values.
   *
   * @param shape the keys
   * @param values one value for each key; the array is not copied
   */
  public ShapedMap(Shape shape, @Nullable Object[] values) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          shape.size() + " keys cannot have " + values.length + " values");
    }
    this.keys = shape.keys();
    this.values = values;
  }

  /** The value at a position from {@link Columns}. */
  public @Nullable Object valueAt(int position) {
    return values[position];
  }

  String[] keys() {
    return keys;
  }

  /** An object shared by maps that have the same keys in the same order; compare it by identity. */
  public Object shape() {
    return keys;
  }

  static int indexOf(String[] keys, @Nullable Object key) {
    if (key instanceof String name) {
      for (int i = 0; i < keys.length; i++) {
        if (keys[i].equals(name)) {
          return i;
        }
      }
    }
    return -1;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    int index = indexOf(keys, key);
    return index < 0 ? null : values[index];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return indexOf(keys, key) >= 0;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  @SuppressWarnings("NullAway") // JSON null is a value here, which the JDK's Map cannot express
  public void forEach(BiConsumer<? super String, ? super Object> action) {
    for (int i = 0; i < keys.length; i++) {
      action.accept(keys[i], values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
    @Override
    public int size() {
      return keys.length;
    }

    @Override
    public Iterator<Map.Entry<String, Object>> iterator() {
      return new EntryIterator();
    }
  }

  private final class EntryIterator implements Iterator<Map.Entry<String, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < keys.length;
    }

    @Override
    @SuppressWarnings("NullAway") // JSON null is a value here, which the JDK's Map cannot express
    public Map.Entry<String, Object> next() {
      if (next == keys.length) {
        throw new NoSuchElementException();
      }
      Map.Entry<String, Object> entry =
          new SimpleImmutableEntry<String, Object>(keys[next], values[next]);
      next++;
      return entry;
    }
  }
}
