package dev.sluice.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Like {@link Names}, but for the ASCII bytes of a document in one array: a name that has come
 * before is found without being decoded, and known by its number.
 *
 * <p>Open addressing; the table compares bytes with bytes, eight at a time. Names that are long, or
 * whose neighbourhood of the table is crowded, are not pooled, so that no choice of names can make
 * a look-up slow; nor are names after the first 65,536. For one thread.
 */
public final class ByteNames {

  private static final int LONGEST = 64;
  private static final int NONE = -1;

  /** The number of bytes of a document for which room for one name is made at first. */
  private static final int BYTES_FOR_NAME = 256;

  /** The maximum number of names for which room is made at first. */
  private static final int MOST_EXPECTED = 1 << 12;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** An odd number whose bits look random, from the golden ratio; D. Knuth, TAOCP 3, 6.4. */
  private static final long MIXER = 0x9E3779B97F4A7C15L;

  private final byte[] bytes;

  /** The first index at which eight bytes do not fit. */
  private final int wordsEnd;

  /** The slots have the number of each name in the place of its characters. */
  private final NameSlots slots;

  /* The names by number: as strings, and where they first occur. */
  private String[] names;
  private int[] starts;
  private int size;

  /** The names of one document. */
  public ByteNames(byte[] bytes) {
    this.bytes = bytes;
    this.wordsEnd = bytes.length - Long.BYTES;
    int expected = Math.min(bytes.length / BYTES_FOR_NAME, MOST_EXPECTED);
    int first = Math.max(Integer.highestOneBit(expected) << 1, NameSlots.FIRST_SIZE);
    this.slots = new NameSlots(2 * first);
    this.names = new String[first];
    this.starts = new int[first];
  }

  /** The string of the ASCII bytes from one index to another. */
  public String of(int from, int to) {
    int number = number(from, to);
    return number < 0 ? decoded(from, to) : names[number];
  }

  /** The name with a number. */
  public String name(int number) {
    return names[number];
  }

  /** How many names have a number; they are numbered from 0 on. */
  public int size() {
    return size;
  }

  /** How many names can have a number before its tables grow. */
  public int room() {
    return names.length;
  }

  /** Whether the name with this number, followed by a quote, is at an index. */
  public boolean stands(int number, int at) {
    int length = names[number].length();
    return at + length < bytes.length
        && bytes[at + length] == '"'
        && same(starts[number], at, length);
  }

  /** The number of the ASCII bytes from one index to another; -1 if they are not pooled. */
  public int number(int from, int to) {
    int length = to - from;
    if (length > LONGEST) {
      return NONE;
    }
    int hash = hash(from, length);
    int mask = slots.hashes.length - 1;
    int slot = hash & mask;
    for (int i = 0; i < NameSlots.PROBES; i++) {
      String found = slots.names[slot];
      if (found == null) {
        return slots.isFull() ? NONE : added(slot, hash, from, to);
      }
      if (slots.hashes[slot] == hash && found.length() == length) {
        int number = slots.starts[slot];
        if (same(starts[number], from, length)) {
          return number;
        }
      }
      slot = (slot + 1) & mask;
    }
    return NONE;
  }

  private int added(int slot, int hash, int from, int to) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
    }
    names[size] = decoded(from, to);
    starts[size] = from;
    slots.put(slot, hash, size, names[size]);
    return size++;
  }

  private String decoded(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private int hash(int from, int length) {
    long mixed = length;
    int at = from;
    int left = length;
    for (; left > Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      mixed = (mixed ^ word(at)) * MIXER;
      mixed ^= mixed >>> 29;
    }
    mixed ^= head(word(at), left);
    // the last characters are the highest bits, and a multiplication moves bits only upwards
    mixed = (mixed ^ mixed >>> Integer.SIZE) * MIXER;
    return (int) (mixed >>> Integer.SIZE);
  }

  private boolean same(int one, int other, int length) {
    int left = length;
    int at = 0;
    for (; left > Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      if (word(one + at) != word(other + at)) {
        return false;
      }
    }
    return head(word(one + at) ^ word(other + at), left) == 0;
  }

  private long word(int at) {
    return at <= wordsEnd ? (long) WORDS.get(bytes, at) : lastWord(at);
  }

  /** The eight bytes at an index near the end, beyond which they are 0. */
  private long lastWord(int at) {
    long word = 0;
    for (int i = bytes.length - 1; i >= at; i--) {
      word = word << Byte.SIZE | (bytes[i] & 0xFF);
    }
    return word;
  }

  /** The first bytes of a word, at most eight. */
  private static long head(long word, int count) {
    return count == 0 ? 0 : word << (Long.SIZE - Byte.SIZE * count);
  }
}
