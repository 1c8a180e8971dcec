package dev.sluice.value;

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
  private int size;

  /** The pooled string of these characters. */
  public String of(char[] chars, int offset, int length) {
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
        return found;
      }
      slot = (slot + 1) & mask;
    }
    return new String(chars, offset, length);
  }

  /** The pooled string equal to this one. */
  public String of(String name) {
    int length = name.length();
    if (length > LONGEST) {
      return name;
    }
    int mask = table.length - 1;
    int slot = hash(name) & mask;
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
        int slot = hash(name) & mask;
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

  private static int hash(char[] chars, int offset, int length) {
    int hash = length;
    for (int i = offset, end = offset + length; i < end; i++) {
      hash = 31 * hash + chars[i];
    }
    return spread(hash);
  }

  private static int hash(String name) {
    int hash = name.length();
    for (int i = 0; i < name.length(); i++) {
      hash = 31 * hash + name.charAt(i);
    }
    return spread(hash);
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  private static boolean matches(String name, char[] chars, int offset, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
