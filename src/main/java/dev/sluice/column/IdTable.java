package dev.sluice.column;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ids or other names of a document, numbered in the order they come, each kept once and as packed
 * bytes.
 *
 * <p>The reader gives equal names as one string, so the strings of the first ones are kept too: a
 * look-up mostly ends at the comparison of two references. Open addressing. An id whose
 * neighbourhood is crowded goes into a map that stays fast whatever the ids are, so that no choice
 * of them can make a look-up slow.
 */
public final class IdTable {

  private static final int PROBES = 32;
  private static final int FIRST_SIZE = 1 << 7;
  private static final int MOST_KEPT = 1 << 16;
  private static final int NONE = -1;

  /** Numbers plus one; zero where there is none. */
  private int[] slots = new int[FIRST_SIZE];

  private final IntColumn hashes = new IntColumn();
  private final PackedText texts = new PackedText();
  private final Map<String, Integer> crowded = new HashMap<>();

  /** The first ids as they came, by number. */
  private String[] kept = new String[FIRST_SIZE >> 1];

  /* What was looked up last: a node is asked for before it is added, a chain's node twice. */
  private @Nullable String latest;
  private int latestNumber;

  public int size() {
    return hashes.size();
  }

  /** The number of an id, or -1 if it has not come. */
  @SuppressWarnings("ReferenceEquality") // an equal id in another string is searched for
  public int find(String id) {
    if (id != latest) {
      latestNumber = search(id);
      latest = id;
    }
    return latestNumber;
  }

  private int search(String id) {
    int hash = id.hashCode();
    int slot = first(hash);
    for (int i = 0; i < PROBES; i++) {
      int number = slots[slot] - 1;
      if (number == NONE) {
        return NONE;
      }
      if (hashes.get(number) == hash && is(number, id)) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return crowded.getOrDefault(id, NONE);
  }

  @SuppressWarnings("ReferenceEquality") // an equal id in another string has its text compared
  private boolean is(int number, String id) {
    return (number < kept.length && kept[number] == id) || texts.matches(number, id);
  }

  /** The number of an id, which is the next one if it comes for the first time. */
  public int number(String id) {
    int known = find(id);
    if (known != NONE) {
      return known;
    }
    int number = size();
    hashes.add(id.hashCode());
    texts.add(id);
    keep(number, id);
    latest = id;
    latestNumber = number;
    if (2 * size() > slots.length) {
      grow();
    } else {
      place(number);
    }
    return number;
  }

  private void keep(int number, String id) {
    if (number < MOST_KEPT) {
      if (number == kept.length) {
        kept = Arrays.copyOf(kept, 2 * number);
      }
      kept[number] = id;
    }
  }

  /** The id of this number. */
  public String get(int number) {
    return number < MOST_KEPT ? kept[number] : texts.get(number);
  }

  /** Whether the id of this number begins like that. */
  public boolean startsWith(int number, String prefix) {
    return texts.startsWith(number, prefix);
  }

  private int first(int hash) {
    int mixed = hash * 0x9E3779B1;
    return (mixed ^ (mixed >>> 15)) & (slots.length - 1);
  }

  private void place(int number) {
    int slot = first(hashes.get(number));
    for (int i = 0; i < PROBES; i++) {
      if (slots[slot] == 0) {
        slots[slot] = number + 1;
        return;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    crowded.put(get(number), number);
  }

  private void grow() {
    slots = new int[2 * slots.length];
    crowded.clear();
    for (int number = 0; number < size(); number++) {
      place(number);
    }
  }
}
