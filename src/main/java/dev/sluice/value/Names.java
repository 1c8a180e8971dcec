package dev.sluice.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pool that gives equal names of one load as one string: ids, types and ports recur in every
 * connection.
 *
 * <p>Open addressing over a table of a power of two. Names longer than {@value #LONGEST} bytes and
 * names whose neighbourhood of the table is crowded are not pooled, so that no choice of names can
 * make a look-up slow. For one thread.
 */
public final class Names {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST = 64;
  private static final int PROBES = 16;
  private static final int FIRST_SIZE = 1 << 9;

  /*
   * The table is four arrays and the texts lie side by side, so that a look-up touches few cache
   * lines and never the strings themselves, which are spread over all that a load has made.
   */
  private long[] hashes = new long[FIRST_SIZE];
  private int[] starts = new int[FIRST_SIZE];
  private @Nullable String[] names = new String[FIRST_SIZE];
  private byte[] texts = new byte[16 * FIRST_SIZE];
  private int used;
  private int size;

  /** The pooled string of these ASCII characters. */
  public String of(byte[] ascii, int offset, int length) {
    if (length > LONGEST) {
      return new String(ascii, offset, length, StandardCharsets.ISO_8859_1);
    }
    long hash = hash(ascii, offset, length);
    int mask = hashes.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    for (int i = 0; i < PROBES; i++) {
      String found = names[slot];
      if (found == null) {
        return add(ascii, offset, length, hash, slot);
      }
      if (hashes[slot] == hash && matches(starts[slot], ascii, offset, length)) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
    return new String(ascii, offset, length, StandardCharsets.ISO_8859_1);
  }

  /** The pooled string equal to this one. */
  public String of(String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    String pooled = of(text, 0, text.length);
    return pooled.equals(name) ? pooled : name;
  }

  /** Whether a text, which begins with its length, is this one. */
  private boolean matches(int start, byte[] ascii, int offset, int length) {
    return texts[start] == length
        && Arrays.equals(texts, start + 1, start + 1 + length, ascii, offset, offset + length);
  }

  private String add(byte[] ascii, int offset, int length, long hash, int slot) {
    if (used + 1 + length > texts.length) {
      texts = Arrays.copyOf(texts, 2 * texts.length);
    }
    String name = new String(ascii, offset, length, StandardCharsets.ISO_8859_1);
    texts[used] = (byte) length;
    System.arraycopy(ascii, offset, texts, used + 1, length);
    hashes[slot] = hash;
    starts[slot] = used;
    names[slot] = name;
    used += 1 + length;
    if (++size > hashes.length >> 1) {
      grow();
    }
    return name;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldStarts = starts;
    @Nullable String[] oldNames = names;
    int length = oldHashes.length << 2;
    hashes = new long[length];
    starts = new int[length];
    names = new String[length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldNames[i] != null) {
        int slot = (int) (oldHashes[i] >>> 32) & (length - 1);
        while (names[slot] != null) {
          slot = (slot + 1) & (length - 1);
        }
        hashes[slot] = oldHashes[i];
        starts[slot] = oldStarts[i];
        names[slot] = oldNames[i];
      }
    }
  }

  /** A multiplicative hash over words of eight bytes, the last of them overlapping. */
  private static long hash(byte[] text, int offset, int length) {
    long hash = length;
    int end = offset + length;
    if (length < 8) {
      for (int i = offset; i < end; i++) {
        hash = hash << 8 ^ text[i];
      }
      return mix(hash);
    }
    for (int i = offset; i < end - 8; i += 8) {
      hash = mix(hash ^ (long) LONGS.get(text, i));
    }
    return mix(hash ^ (long) LONGS.get(text, end - 8));
  }

  private static long mix(long hash) {
    long mixed = hash * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }
}
