package dev.sluice.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pool that gives equal names of one load as one string: ids, types and ports recur in every
 * connection.
 *
 * <p>Open addressing over a table of a power of two. Names longer than {@value #LONGEST} characters
 * and names whose neighbourhood of the table is crowded are not pooled, so that no choice of names
 * can make a look-up slow. For one thread.
 */
public final class Names {

  private static final int LONGEST = 64;
  private static final int PROBES = 16;

  private @Nullable String[] table = new String[256];
  private final char[] scratch = new char[LONGEST];
  private int size;
  private boolean fresh;

  /** The pooled string of these characters. */
  public String of(char[] chars, int offset, int length) {
    fresh = true;
    if (length > LONGEST) {
      return new String(chars, offset, length);
    }
    int mask = table.length - 1;
    int slot = hash(chars, offset, length) & mask;
    for (int i = 0; i < PROBES; i++) {
      String found = table[slot];
      if (found == null) {
        return add(new String(chars, offset, length), slot);
      }
      if (matches(found, chars, offset, length)) {
        fresh = false;
        return found;
      }
      slot = (slot + 1) & mask;
    }
    return new String(chars, offset, length);
  }

  /** Whether the string given last was made for the asking and not found. */
  public boolean isFresh() {
    return fresh;
  }

  /** The pooled string equal to this one. */
  public String of(String name) {
    int length = name.length();
    if (length > LONGEST) {
      return name;
    }
    name.getChars(0, length, scratch, 0);
    int mask = table.length - 1;
    int slot = hash(scratch, 0, length) & mask;
    for (int i = 0; i < PROBES; i++) {
      String found = table[slot];
      if (found == null) {
        return add(name, slot);
      }
      if (found.equals(name)) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
    return name;
  }

  private String add(String name, int slot) {
    table[slot] = name;
    if (++size > table.length >> 1) {
      grow();
    }
    return name;
  }

  private void grow() {
    @Nullable String[] old = table;
    table = new String[old.length << 1];
    size = 0;
    int mask = table.length - 1;
    for (String name : old) {
      if (name != null) {
        name.getChars(0, name.length(), scratch, 0);
        int slot = hash(scratch, 0, name.length()) & mask;
        for (int i = 0; i < PROBES; i++) {
          if (table[slot] == null) {
            table[slot] = name;
            size++;
            break;
          }
          slot = (slot + 1) & mask;
        }
      }
    }
  }

  /**
   * A hash of the length and at most sixteen characters, the last eight among them: names differ at
   * their ends. Names that differ elsewhere only crowd a neighbourhood, which is bounded.
   */
  private static int hash(char[] chars, int offset, int length) {
    int hash = length;
    int tail = offset + Math.max(0, length - 8);
    for (int i = offset + length - 1; i >= tail; i--) {
      hash = 31 * hash + chars[i];
    }
    for (int i = offset, head = Math.min(tail, offset + 8); i < head; i++) {
      hash = 31 * hash + chars[i];
    }
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  private boolean matches(String name, char[] chars, int offset, int length) {
    if (name.length() != length) {
      return false;
    }
    name.getChars(0, length, scratch, 0);
    return Arrays.equals(scratch, 0, length, chars, offset, offset + length);
  }
}
