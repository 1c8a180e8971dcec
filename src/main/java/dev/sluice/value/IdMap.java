package dev.sluice.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map by ids in the order in which they were added, whose keys and hash table can be shared by
 * maps to other values: a definition and its live nodes have the same ids. An entry takes about 20
 * bytes; in a map that shares the keys of another one, it takes four bytes.
 *
 * <p>Open addressing. As soon as an id is far from its place, the table uses {@link SeededHash}
 * instead of hash codes that a document can choose. Single entries cannot be removed. One thread
 * builds it; after that, any thread may read it.
 *
 * @param <V> the values
 */
public final class IdMap<V> extends AbstractMap<String, V> {

  private static final int FIRST_SIZE = 8;
  private static final int MOST_PROBES = 32;

  private Keys keys;
  private Object[] values;

  /** Whether other maps use the keys, which must not change then. */
  private boolean shared;

  /** The ids by number, and a table of their numbers plus one. */
  private static final class Keys {
    private String[] ids;
    private int[] hashes;
    private int[] table;
    private int size;
    private boolean seeded;

    Keys() {
      ids = new String[FIRST_SIZE];
      hashes = new int[FIRST_SIZE];
      table = new int[2 * FIRST_SIZE];
    }

    Keys(Keys other) {
      ids = other.ids.clone();
      hashes = other.hashes.clone();
      table = other.table.clone();
      size = other.size;
      seeded = other.seeded;
    }

    private int hash(String id) {
      return seeded ? SeededHash.of(id) : id.hashCode() * 0x9E3779B1;
    }

    private int slot(int hash) {
      return (hash ^ hash >>> 16) & (table.length - 1);
    }

    int find(String id) {
      return Math.max(search(id, hash(id)), -1);
    }

    /** The number of an id, or the complement of the free slot where the search for it ended. */
    int search(String id, int hash) {
      int slot = slot(hash);
      for (int number = table[slot] - 1; number >= 0; number = table[slot] - 1) {
        if (hashes[number] == hash && ids[number].equals(id)) {
          return number;
        }
        slot = (slot + 1) & (table.length - 1);
      }
      return ~slot;
    }

    /** Adds an id, for which {@link #search} has found a free slot. */
    void add(String id, int hash, int free) {
      int slot = free;
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
        hashes = Arrays.copyOf(hashes, 2 * size);
        table = new int[4 * size];
        fill();
        slot = ~search(id, hash);
      }
      ids[size] = id;
      hashes[size] = hash;
      table[slot] = size + 1;
      size++;
      if (((slot - slot(hash)) & (table.length - 1)) >= MOST_PROBES && !seeded) {
        seeded = true;
        for (int number = 0; number < size; number++) {
          hashes[number] = hash(ids[number]);
        }
        Arrays.fill(table, 0);
        fill();
      }
    }

    private void fill() {
      for (int number = 0; number < size; number++) {
        place(number);
      }
    }

    private void place(int number) {
      int slot = slot(hashes[number]);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = number + 1;
    }
  }

  /** An empty map. */
  public IdMap() {
    this(new Keys(), new Object[FIRST_SIZE], false);
  }

  private IdMap(Keys keys, Object[] values, boolean shared) {
    this.keys = keys;
    this.values = values;
    this.shared = shared;
  }

  /** A map of the same ids to other values. */
  public <W> IdMap<W> mapped(BiFunction<String, V, W> function) {
    Object[] mapped = new Object[keys.size];
    for (int number = 0; number < mapped.length; number++) {
      mapped[number] = function.apply(keys.ids[number], value(number));
    }
    return sharing(mapped);
  }

  /** A map of the same ids to these values, one for each in the same order. */
  public <W> IdMap<W> withValues(List<W> others) {
    if (others.size() != keys.size) {
      throw new IllegalArgumentException(
          keys.size + " ids cannot have " + others.size() + " values");
    }
    return sharing(others.toArray());
  }

  private <W> IdMap<W> sharing(Object[] others) {
    shared = true;
    return new IdMap<>(keys, others, true);
  }

  @SuppressWarnings("unchecked") // only values of this type are put in
  private V value(int number) {
    return (V) values[number];
  }

  /** How many used slots the longest search for an id looks at. */
  int longestSearch() {
    int longest = 0;
    int run = 0;
    for (int slot : keys.table) {
      run = slot == 0 ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  @Override
  public @Nullable V put(String id, V value) {
    int hash = keys.hash(id);
    int known = keys.search(id, hash);
    if (known >= 0) {
      V before = value(known);
      values[known] = value;
      return before;
    }
    if (shared) {
      keys = new Keys(keys);
      shared = false;
    }
    int number = keys.size;
    keys.add(id, hash, ~known);
    if (number >= values.length) {
      values = Arrays.copyOf(values, keys.ids.length);
    }
    values[number] = value;
    return null;
  }

  @Override
  public void clear() {
    keys = new Keys();
    values = new Object[FIRST_SIZE];
    shared = false;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int number = key instanceof String id ? keys.find(id) : -1;
    return number < 0 ? null : value(number);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String id && keys.find(id) >= 0;
  }

  @Override
  public int size() {
    return keys.size;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super V> action) {
    for (int number = 0; number < keys.size; number++) {
      action.accept(keys.ids[number], value(number));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // only values of this type are put in
  public Collection<V> values() {
    List<V> all = (List<V>) Arrays.asList(values);
    return Collections.unmodifiableList(all.subList(0, keys.size));
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return keys.size;
      }

      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, V>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < keys.size;
    }

    @Override
    public Map.Entry<String, V> next() {
      if (next == keys.size) {
        throw new NoSuchElementException();
      }
      Map.Entry<String, V> entry = new SimpleImmutableEntry<>(keys.ids[next], value(next));
      next++;
      return entry;
    }
  }
}
