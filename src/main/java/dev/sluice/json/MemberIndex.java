package dev.sluice.json;

/**
 * Where the members of one object stand, by name: a hash table of two numbers a member, so that an
 * object in which many members are looked for is walked over once.
 */
final class MemberIndex {

  /** The names, by how far they stand behind the object's first byte. */
  interface Names {
    String at(int distance);
  }

  private final long object;
  private int[] hashes = new int[8];
  private int[] distances = new int[8];
  private int size;

  /** The index of an object at an offset of the document, without any members. */
  MemberIndex(long object) {
    this.object = object;
  }

  /** Whether this is the index of the object at an offset. */
  boolean isOf(long offset) {
    return object == offset;
  }

  /**
   * Adds a member behind all others; of several of one name this one counts.
   *
   * @param distance how far behind the object's first byte its name begins; never 0
   */
  void add(String name, int distance, Names names) {
    if (2 * ++size > distances.length) {
      grow();
    }
    int slot = slotOf(name, names);
    hashes[slot] = name.hashCode();
    distances[slot] = distance;
  }

  /** The distance of the last member of a name, or 0 if there is none. */
  int find(String name, Names names) {
    return distances[slotOf(name, names)];
  }

  private int slotOf(String name, Names names) {
    int hash = name.hashCode();
    int slot = first(hash);
    while (distances[slot] != 0
        && (hashes[slot] != hash || !names.at(distances[slot]).equals(name))) {
      slot = next(slot);
    }
    return slot;
  }

  private int first(int hash) {
    return (hash ^ hash >>> 16) & (distances.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (distances.length - 1);
  }

  private void grow() {
    int[] oldHashes = hashes;
    int[] oldDistances = distances;
    hashes = new int[2 * oldHashes.length];
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
