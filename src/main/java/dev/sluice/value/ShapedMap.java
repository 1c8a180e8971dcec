package dev.sluice.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map with few string keys in document order: an array of values, and an array of
 * keys that all maps of one {@link Shape} share.
 *
 * <p>The values of a map may be {@link Unread}: they stay the bytes of a document until one of them
 * is asked for, by any thread. Null values are allowed. Thread-safe.
 */
public sealed class ShapedMap extends IndexedMap implements Frozen permits NodeMembers {

  private static final VarHandle CONTENT;

  static {
    try {
      CONTENT = MethodHandles.lookup().findVarHandle(ShapedMap.class, "content", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The values of a document that have not been built; thread-safe. */
  public interface Unread {

    /**
     * The values of an object.
     *
     * @param at where it begins
     * @param members how many members it has
     */
    @Nullable Object[] read(int at, int members);

    /** How many bytes it keeps. */
    int size();

    /**
     * The text of the values of an object; null if it is not kept in this form.
     *
     * @param at where the object begins
     */
    default @Nullable Text text(int at) {
      return null;
    }
  }

  /**
   * Values that have not been built, as JSON without blanks: a comma follows each value, and
   * nothing comes before the comma of one that the map knows. They are valid JSON, without lone
   * surrogates and without repeated keys.
   */
  public static final class Text {
    private final byte[] bytes;
    private final int at;

    /** The text that begins at an index of these bytes, which never change. */
    public Text(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    /** The bytes, which must not be changed. */
    public byte[] bytes() {
      return bytes;
    }

    /** The index at which the text begins. */
    public int at() {
      return at;
    }
  }

  private final String[] keys;

  /** The values, or the {@link Unread} document that they can be read from. */
  @SuppressWarnings("UnusedVariable") // the handle reads and writes it
  private Object content;

  private final int at;

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
    this.content = values;
    this.at = 0;
  }

  /**
   * A map of a shape's keys to values that are read when they are asked for.
   *
   * @param at where the object begins
   */
  public ShapedMap(Shape shape, Unread document, int at) {
    this.keys = shape.keys();
    this.content = document;
    this.at = at;
  }

  private @Nullable Object[] array() {
    Object now = CONTENT.getAcquire(this);
    if (now instanceof @Nullable Object[] values) {
      return values;
    }
    // two threads may both read, but only one result is kept
    @Nullable Object[] read = read((Unread) now, at);
    return CONTENT.compareAndExchange(this, now, (Object) read) instanceof @Nullable Object[] others
        ? others
        : read;
  }

  @Nullable Object[] read(Unread document, int from) {
    return document.read(from, keys.length);
  }

  /** The document that the values have not been read from yet, or null. */
  public @Nullable Unread unread() {
    return CONTENT.getAcquire(this) instanceof Unread document ? document : null;
  }

  /** The text of the values if none has been asked for, so that they need not be built; or null. */
  public @Nullable Text text() {
    return CONTENT.getAcquire(this) instanceof Unread document ? document.text(at) : null;
  }

  /** The value at a position from {@link ShapePositions}. */
  @Override
  public @Nullable Object valueAt(int position) {
    return array()[position];
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

  /** The value of a key that probably has this index; null if the map does not have the key. */
  public @Nullable Object get(String key, int probably) {
    return probably < keys.length && keys[probably].equals(key) ? valueAt(probably) : get(key);
  }

  /** Whether the value of this key is the given map, and no other value is a map. */
  public boolean hasOnlyMap(String key, Object map) {
    @Nullable Object[] values = array();
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
    return index < 0 ? null : valueAt(index);
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
  public String keyAt(int index) {
    return keys[index];
  }
}
