package dev.sluice.value;

import org.jspecify.annotations.Nullable;

/**
 * The slots of a pool of names: an open-addressing table in three arrays, whose size is a power of
 * two and which is at most half full. Not thread-safe.
 */
final class NameSlots {

  /** The maximum number of names, so that the table stays small. */
  static final int MOST = 1 << 16;

  /** The maximum number of slots that a lookup tries, so that no names can make it slow. */
  static final int PROBES = 16;

  static final int FIRST_SIZE = 1 << 6;

  int[] hashes = new int[FIRST_SIZE];

  /** Where the pool has the characters of each name. */
  int[] starts = new int[FIRST_SIZE];

  @Nullable String[] names = new String[FIRST_SIZE];

  private int size;

  boolean isFull() {
    return size == MOST;
  }

  /** Fills a free slot. */
  void put(int slot, int hash, int start, String name) {
    hashes[slot] = hash;
    starts[slot] = start;
    names[slot] = name;
    if (++size > hashes.length >> 1) {
      grow();
    }
  }

  private void grow() {
    int[] oldHashes = hashes;
    int[] oldStarts = starts;
    @Nullable String[] oldNames = names;
    int length = oldHashes.length << 2;
    hashes = new int[length];
    starts = new int[length];
    names = new String[length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldNames[i] != null) {
        int slot = oldHashes[i] & (length - 1);
        while (names[slot] != null) {
          slot = (slot + 1) & (length - 1);
        }
        hashes[slot] = oldHashes[i];
        starts[slot] = oldStarts[i];
        names[slot] = oldNames[i];
      }
    }
  }
}
