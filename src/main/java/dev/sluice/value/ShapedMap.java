package dev.sluice.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map with few string keys in document order: an array of values, and an array of
 * keys that all maps of one {@link Shape} share.
 *
 * <p>Null values are allowed. Thread-safe.
 */
public final class ShapedMap extends IndexedMap implements Frozen {

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

  /** The value at a position from {@link ShapePositions}. */
  @Override
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

  /** The position of a key, for {@link #valueAt}, or -1. */
  public int positionOf(String key) {
    return indexOf(keys, key);
  }

  /**
   * The value of a key, which is probably the key with this index; null if the map does not have
   * it.
   */
  public @Nullable Object get(String key, int probably) {
    return probably < keys.length && keys[probably].equals(key) ? values[probably] : get(key);
  }

  /** Whether exactly one value is a map: this one, of this key. */
  public boolean hasOnlyMap(String key, Object map) {
    int only = -1;
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Map) {
        if (only >= 0 || values[i] != map) {
          return false;
        }
        only = i;
      }
    }
    return only >= 0 && keys[only].equals(key);
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
  String keyAt(int index) {
    return keys[index];
  }
}
