package dev.sluice.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Like {@link Names}, but for the ASCII bytes of a document in one array: a name that has come
 * before is found without being decoded, and known by its number.
 *
 * <p>Open addressing; the table compares bytes with bytes, eight at a time. Names that are long, or
 * whose neighbourhood of the table is crowded, are not pooled, so that no choice of names can make
 * a lookup slow; nor are names after the first 65,536. For one thread.
 */
public final class ByteNames {

  private static final int LONGEST = 64;
  private static final int NONE = -1;

  /** The maximum number of names. */
  private static final int MOST = 1 << 16;

  /** The maximum number of slots that a lookup tries. */
  private static final int PROBES = 16;

  private static final int FEWEST = 1 << 6;

  /** The number of bytes of a document for which room for one name is made at first. */
  private static final int BYTES_FOR_NAME = 256;

  /** The maximum number of names for which room is made at first. */
  private static final int MOST_EXPECTED = 1 << 12;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** An odd number whose bits look random, from the golden ratio; D. Knuth, TAOCP 3, 6.4. */
  private static final long MIXER = 0x9E3779B97F4A7C15L;

  private final byte[] bytes;

  /** Of each slot the hash code of a name, and in the lower half its number plus one; 0 if free. */
  private long[] slots;

  /* The names by number: where they first occur, and as strings once they are asked for. */
  private int[] starts;
  private byte[] lengths;
  private @Nullable String[] names;
  private int size;

  /** Some names of a document, such as those of its types. */
  public ByteNames(byte[] bytes) {
    this(bytes, FEWEST);
  }

  /** Names of a document that include those of its nodes, for which there is room at once. */
  public static ByteNames ofNodes(byte[] bytes) {
    int expected = Math.min(bytes.length / BYTES_FOR_NAME, MOST_EXPECTED);
    return new ByteNames(bytes, Math.max(Integer.highestOneBit(expected) << 1, FEWEST));
  }

  private ByteNames(byte[] bytes, int room) {
    this.bytes = bytes;
    slots = new long[2 * room];
    starts = new int[room];
    lengths = new byte[room];
    names = new String[room];
  }

  /** The string of the ASCII bytes from one index to another. */
  public String of(int from, int to) {
    int number = number(from, to);
    return number < 0 ? decoded(from, to) : name(number);
  }

  /** The name with a number. */
  public String name(int number) {
    String known = names[number];
    if (known == null) {
      known = decoded(starts[number], starts[number] + lengths[number]);
      names[number] = known;
    }
    return known;
  }

  /** How many characters the name with a number has. */
  public int length(int number) {
    return lengths[number];
  }

  /** How many names have a number; they are numbered from 0 on. */
  public int size() {
    return size;
  }

  /** How many names can have a number before its tables grow. */
  public int room() {
    return starts.length;
  }

  /** Whether the name with this number, followed by a quote, is at an index. */
  public boolean stands(int number, int at) {
    int length = lengths[number];
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
    int hash = hash(bytes, from, length);
    int slot = hash & (slots.length - 1);
    for (int i = 0; i < PROBES; i++) {
      long found = slots[slot];
      if (found == 0) {
        return size == MOST ? NONE : added(slot, hash, from, length);
      }
      if ((int) (found >>> Integer.SIZE) == hash) {
        int number = (int) found - 1;
        if (lengths[number] == length && same(starts[number], from, length)) {
          return number;
        }
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return NONE;
  }

  /** The number of a name; -1 if it has none. */
  public int find(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    if (text.length > LONGEST) {
      return NONE;
    }
    int hash = hash(text, 0, text.length);
    int slot = hash & (slots.length - 1);
    for (int i = 0; i < PROBES && slots[slot] != 0; i++) {
      int number = (int) slots[slot] - 1;
      int start = starts[number];
      if (Arrays.equals(text, 0, text.length, bytes, start, start + lengths[number])) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return NONE;
  }

  private int added(int slot, int hash, int from, int length) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
      names = Arrays.copyOf(names, 2 * size);
    }
    starts[size] = from;
    lengths[size] = (byte) length;
    slots[slot] = (long) hash << Integer.SIZE | (size + 1);
    size++;
    if (2 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[4 * old.length];
    int free = 0;
    while (old[free] != 0) {
      free++;
    }
    // from a free slot on, so that no name moves beyond the slots that a lookup tries
    for (int i = 1; i < old.length; i++) {
      long name = old[(free + i) & (old.length - 1)];
      if (name != 0) {
        int slot = (int) (name >>> Integer.SIZE) & (slots.length - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = name;
      }
    }
  }

  private String decoded(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  static int hash(byte[] bytes, int from, int length) {
    long mixed = length;
    int at = from;
    int left = length;
    for (; left > Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      mixed = (mixed ^ word(bytes, at)) * MIXER;
      mixed ^= mixed >>> 29;
    }
    mixed ^= head(word(bytes, at), left);
    // the last characters are the highest bits, and a multiplication moves bits only upwards
    mixed = (mixed ^ mixed >>> Integer.SIZE) * MIXER;
    return (int) (mixed >>> Integer.SIZE);
  }

  private boolean same(int one, int other, int length) {
    int left = length;
    int at = 0;
    for (; left > Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      if (word(bytes, one + at) != word(bytes, other + at)) {
        return false;
      }
    }
    return head(word(bytes, one + at) ^ word(bytes, other + at), left) == 0;
  }

  private static long word(byte[] bytes, int at) {
    return at <= bytes.length - Long.BYTES ? (long) WORDS.get(bytes, at) : lastWord(bytes, at);
  }

  /** The eight bytes at an index near the end, beyond which they are 0. */
  private static long lastWord(byte[] bytes, int at) {
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
