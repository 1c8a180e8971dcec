package dev.sluice.column;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the ids or other names of a document in the order of their first occurrence, and stores
 * each once: the first ones as the strings that the reader keeps anyway, the others as compact
 * bytes.
 *
 * <p>The reader returns equal names as one string, so most lookups end with the comparison of two
 * references. Open addressing. An id in a crowded region of the table goes into a map that stays
 * fast for all ids, so that no choice of ids can make a lookup slow.
 */
public final class IdTable {

  private static final int PROBES = 32;
  private static final int FIRST_SIZE = 1 << 7;

  /** The size below which the table grows by more than it needs, to be built less often. */
  private static final int SMALL = 1 << 14;

  private static final int MOST_KEPT = 1 << 16;
  private static final int NONE = -1;

  /** Numbers plus one; zero in empty slots. */
  private int[] slots = new int[FIRST_SIZE];

  private final IntColumn hashes = new IntColumn();
  private final PackedText texts = new PackedText();
  private final Map<String, Integer> crowded = new HashMap<>();

  /** The strings of the first ids, by number. */
  private String[] kept = new String[FIRST_SIZE >> 1];

  /* The last lookup: a node is looked up before it is added, and a node of a chain twice. */
  private @Nullable String latest;
  private int latestNumber;

  public int size() {
    return hashes.size();
  }

  /** The number of an id, or -1 if it has not occurred. */
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

  @SuppressWarnings("ReferenceEquality") // an equal id in another string is compared by its text
  private boolean is(int number, String id) {
    if (number < MOST_KEPT) {
      String known = kept[number];
      return known == id || known.equals(id);
    }
    return texts.matches(number - MOST_KEPT, id);
  }

  /** The number of an id, which is the next number if it occurs for the first time. */
  public int number(String id) {
    int known = find(id);
    if (known != NONE) {
      return known;
    }
    int number = size();
    hashes.add(id.hashCode());
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
    } else {
      texts.add(id);
    }
  }

  /** The id with this number. */
  public String get(int number) {
    return number < MOST_KEPT ? kept[number] : texts.get(number - MOST_KEPT);
  }

  /** Whether the id with this number begins with a prefix. */
  public boolean startsWith(int number, String prefix) {
    return number < MOST_KEPT
        ? kept[number].startsWith(prefix)
        : texts.startsWith(number - MOST_KEPT, prefix);
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
    slots = new int[(slots.length < SMALL ? 4 : 2) * slots.length];
    crowded.clear();
    for (int number = 0; number < size(); number++) {
      place(number);
    }
  }
}
