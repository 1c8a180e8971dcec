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
 * A map whose entries have indexes, from 0 in the order of the document; its views are read-only.
 */
abstract class IndexedMap extends AbstractMap<String, Object> {

  abstract String keyAt(int index);

  abstract @Nullable Object valueAt(int index);

  @Override
  public abstract int size();

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
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size();
        }

        @Override
        public String next() {
          if (next == size()) {
            throw new NoSuchElementException();
          }
          return keyAt(next++);
        }
      };
    }
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
    @Override
    public int size() {
      return IndexedMap.this.size();
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
      return next < size();
    }

    @Override
    @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the map excludes
    public Map.Entry<String, Object> next() {
      if (next == size()) {
        throw new NoSuchElementException();
      }
      Map.Entry<String, Object> entry =
          new SimpleImmutableEntry<String, Object>(keyAt(next), valueAt(next));
      next++;
      return entry;
    }
  }
}
