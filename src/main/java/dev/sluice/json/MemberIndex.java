package dev.sluice.json;

import dev.sluice.value.SeededHash;

/**
 * The positions of the members of one object, by name: a hash table with two numbers for each
 * member, so that an object in which many members are looked up is read only once.
 */
final class MemberIndex {

  /** The names, by their distance from the object's first byte. */
  interface Names {
    String at(int distance);
  }

  private static final int FIRST_SIZE = 8;

  private final long object;
  /* Nothing is allocated for an object that is searched only once. */
  private int[] hashes = {};
  private int[] distances = {};
  private int size;
  private boolean complete;

  /** The empty index of an object at an offset of the document. */
  MemberIndex(long object) {
    this.object = object;
  }

  /** Whether this is the index of the object at an offset. */
  boolean isOf(long offset) {
    return object == offset;
  }

  /** Records that all members have been added. */
  void complete() {
    complete = true;
  }

  /** Whether all members have been added. */
  boolean isComplete() {
    return complete;
  }

  /**
   * Adds a member after all others; the last of duplicate names counts.
   *
   * @param distance the distance of its name from the object's first byte; never 0
   */
  void add(String name, int distance, Names names) {
    if (2 * ++size > distances.length) {
      grow();
    }
    int hash = SeededHash.of(name);
    int slot = slotOf(name, hash, names);
    hashes[slot] = hash;
    distances[slot] = distance;
  }

  /** The distance of the last member with a name, or 0 if there is none. */
  int find(String name, Names names) {
    return size == 0 ? 0 : distances[slotOf(name, SeededHash.of(name), names)];
  }

  private int slotOf(String name, int hash, Names names) {
    int slot = first(hash);
    while (distances[slot] != 0
        && (hashes[slot] != hash || !names.at(distances[slot]).equals(name))) {
      slot = next(slot);
    }
    return slot;
  }

  private int first(int hash) {
    return hash & (distances.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (distances.length - 1);
  }

  private void grow() {
    int[] oldHashes = hashes;
    int[] oldDistances = distances;
    hashes = new int[Math.max(FIRST_SIZE, 2 * oldHashes.length)];
    distances = new int[hashes.length];
    for (int i = 0; i < oldDistances.length; i++) {
      if (oldDistances[i] != 0) {
        int slot = first(oldHashes[i]);
        while (distances[slot] != 0) {
          slot = next(slot);
        }
        hashes[slot] = oldHashes[i];
        distances[slot] = oldDistances[i];
      }
    }
  }
}
