package dev.sluice.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pool that returns the same string for equal names of a load, because ids, types and ports recur
 * in every connection.
 *
 * <p>Open addressing over a table whose size is a power of two. These names are not pooled: long
 * ones, non-ASCII ones and those in a crowded region of the table, so that no choice of names can
 * make a lookup slow; and any that come after the first 65,536, so that the table stays small. Not
 * thread-safe.
 */
public final class Names {

  private static final int LONGEST = 64;
  private static final int ASCII = 0x7F;

  /*
   * The table consists of three arrays, and the characters are stored contiguously, each name after
   * its length. So a lookup touches few cache lines and never the strings themselves, which are
   * spread over the heap.
   */
  private final NameSlots slots = new NameSlots();
  private char[] texts = new char[4 * NameSlots.FIRST_SIZE];
  private final char[] scratch = new char[LONGEST];
  private int used;

  /** The pooled string of these characters, or null if they are not pooled. */
  public @Nullable String of(char[] chars, int offset, int length) {
    return length > LONGEST ? null : pooled(chars, offset, length, null);
  }

  /**
   * The pooled string equal to {@code name}; {@code name} itself if it is the first, or not pooled.
   */
  public String of(String name) {
    int length = name.length();
    if (length > LONGEST) {
      return name;
    }
    name.getChars(0, length, scratch, 0);
    String pooled = pooled(scratch, 0, length, name);
    return pooled == null ? name : pooled;
  }

  private @Nullable String pooled(char[] chars, int offset, int length, @Nullable String name) {
    int even = length;
    int odd = 0;
    int any = 0;
    int end = offset + length;
    int i = offset;
    for (; i + 1 < end; i += 2) {
      // two independent products
      even = 31 * even + chars[i];
      odd = 33 * odd + chars[i + 1];
      any |= chars[i] | chars[i + 1];
    }
    if (i < end) {
      even = 31 * even + chars[i];
      any |= chars[i];
    }
    return any > ASCII ? null : find(chars, offset, length, mix(even * 0x85EBCA6B + odd), name);
  }

  private @Nullable String find(
      char[] chars, int offset, int length, int hash, @Nullable String name) {
    int mask = slots.hashes.length - 1;
    int slot = hash & mask;
    for (int i = 0; i < NameSlots.PROBES; i++) {
      String found = slots.names[slot];
      if (found == null) {
        if (slots.isFull()) {
          return null;
        }
        String added = name == null ? new String(chars, offset, length) : name;
        add(chars, offset, length, hash, slot, added);
        return added;
      }
      if (slots.hashes[slot] == hash && matches(slots.starts[slot], chars, offset, length)) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  private boolean matches(int start, char[] chars, int offset, int length) {
    int from = start + 1;
    return texts[start] == length
        && Arrays.equals(texts, from, from + length, chars, offset, offset + length);
  }

  private void add(char[] chars, int offset, int length, int hash, int slot, String name) {
    if (used + 1 + length > texts.length) {
      texts = Arrays.copyOf(texts, 2 * texts.length);
    }
    texts[used] = (char) length;
    System.arraycopy(chars, offset, texts, used + 1, length);
    slots.put(slot, hash, used, name);
    used += 1 + length;
  }

  private static int mix(int hash) {
    int mixed = hash * 0x9E3779B1;
    return mixed ^ (mixed >>> 15);
  }
}
