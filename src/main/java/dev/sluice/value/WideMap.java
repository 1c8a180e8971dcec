package dev.sluice.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A map with any number of string keys in document order, which only its creator can change.
 *
 * <p>A document cannot be made so that its keys collide, see {@link SeededHash}. Null values are
 * allowed. One thread builds it; after that, any thread may read it.
 */
public final class WideMap extends IndexedMap {

  /** Up to this many keys, a lookup compares them one after the other. */
  private static final int FEW = 8;

  private String[] keys = new String[FEW];
  private @Nullable Object[] values = new Object[FEW];
  private int size;

  /** The hash code of each key, and the index of a key plus one in each slot; for many keys. */
  private int[] hashes = {};

  private int[] table = {};

  /** An empty map. */
  public WideMap() {}

  /**
   * Adds a key, with the value null until {@link #set} is called.
   *
   * @return its position; if it already exists, the bitwise complement of its position
   */
  public int add(String key) {
    int hash = table.length == 0 ? 0 : SeededHash.of(key);
    int found = find(key, hash);
    if (found >= 0) {
      return ~found;
    }
    if (size == keys.length) {
      grow();
      hash = SeededHash.of(key);
    }
    keys[size] = key;
    if (table.length > 0) {
      hashes[size] = hash;
      enter(size);
    }
    return size++;
  }

  /** Sets the value of the key at a position. */
  public void set(int position, @Nullable Object value) {
    values[position] = value;
  }

  private int find(String key, int hash) {
    if (table.length == 0) {
      for (int i = 0; i < size; i++) {
        if (key.equals(keys[i])) {
          return i;
        }
      }
      return -1;
    }
    int mask = table.length - 1;
    for (int slot = hash & mask; table[slot] != 0; slot = (slot + 1) & mask) {
      int index = table[slot] - 1;
      if (hashes[index] == hash && key.equals(keys[index])) {
        return index;
      }
    }
    return -1;
  }

  private int indexOf(@Nullable Object key) {
    return key instanceof String name
        ? find(name, table.length == 0 ? 0 : SeededHash.of(name))
        : -1;
  }

  private void grow() {
    int length = 2 * size;
    keys = Arrays.copyOf(keys, length);
    values = Arrays.copyOf(values, length);
    int known = hashes.length;
    hashes = Arrays.copyOf(hashes, length);
    table = new int[4 * size];
    for (int i = 0; i < size; i++) {
      if (i >= known) {
        hashes[i] = SeededHash.of(keys[i]);
      }
      enter(i);
    }
  }

  private void enter(int index) {
    int mask = table.length - 1;
    int slot = hashes[index] & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = index + 1;
  }

  /** The length of the longest run of used slots. */
  int longestRun() {
    int longest = 0;
    int run = 0;
    for (int slot : table) {
      run = slot == 0 ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    int index = indexOf(key);
    return index < 0 ? null : values[index];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return indexOf(key) >= 0;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String keyAt(int index) {
    return keys[index];
  }

  @Override
  public @Nullable Object valueAt(int index) {
    return values[index];
  }
}
