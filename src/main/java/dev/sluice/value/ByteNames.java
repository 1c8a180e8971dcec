package dev.sluice.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Like {@link Names}, but for the ASCII bytes of a document in one array: a name that has come
 * before is found without being decoded.
 *
 * <p>Open addressing; the table compares bytes with bytes, eight at a time. Names that are long, or
 * whose neighbourhood of the table is crowded, are not pooled, so that no choice of names can make
 * a look-up slow; nor are those that come when it has 65,536 names. For one thread.
 */
public final class ByteNames {

  private static final int LONGEST = 64;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** An odd number whose bits look random, from the golden ratio; D. Knuth, TAOCP 3, 6.4. */
  private static final long MIXER = 0x9E3779B97F4A7C15L;

  private final byte[] bytes;

  /** Index from which on eight bytes do not fit. */
  private final int wordsEnd;

  private final NameSlots slots = new NameSlots();

  /** The names of one document. */
  public ByteNames(byte[] bytes) {
    this.bytes = bytes;
    this.wordsEnd = bytes.length - Long.BYTES;
  }

  /** The string of the ASCII bytes from one index to another. */
  public String of(int from, int to) {
    int length = to - from;
    if (length > LONGEST || to > wordsEnd) {
      return decoded(from, to);
    }
    int hash = hash(from, length);
    int mask = slots.hashes.length - 1;
    int slot = hash & mask;
    for (int i = 0; i < NameSlots.PROBES; i++) {
      String found = slots.names[slot];
      if (found == null) {
        String added = decoded(from, to);
        if (!slots.isFull()) {
          slots.put(slot, hash, from, added);
        }
        return added;
      }
      if (slots.hashes[slot] == hash
          && found.length() == length
          && same(slots.starts[slot], from, length)) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
    return decoded(from, to);
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
    mixed = (mixed ^ head(word(at), left)) * MIXER;
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
    return (long) WORDS.get(bytes, at);
  }

  /** The first bytes of a word, at most eight. */
  private static long head(long word, int count) {
    return count == 0 ? 0 : word << (Long.SIZE - Byte.SIZE * count);
  }
}
