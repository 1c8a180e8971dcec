package dev.sluice.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A key as it stands in JSON text: plain ASCII and the quote behind it, compared eight bytes at a
 * time. A key that needs escapes, or has characters beyond ASCII, is never found.
 */
final class PlainKey {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[] words;

  /** The bits of the last word that count. */
  private final long mask;

  PlainKey(String key) {
    byte[] text = (key + '"').getBytes(StandardCharsets.UTF_8);
    words = isPlain(key) ? new long[(text.length + Long.BYTES - 1) / Long.BYTES] : new long[0];
    for (int i = 0; words.length > 0 && i < text.length; i++) {
      words[i / Long.BYTES] |= (text[i] & 0xFFL) << (Byte.SIZE * (i % Long.BYTES));
    }
    mask = -1L >>> (Byte.SIZE * (Long.BYTES * words.length - text.length));
  }

  private static boolean isPlain(String key) {
    for (int i = 0; i < key.length(); i++) { // a load does this for hundreds of shapes
      char next = key.charAt(i);
      if (next < ' ' || next >= 0x7F || next == '"' || next == '\\') {
        return false;
      }
    }
    return true;
  }

  boolean stands(byte[] json, int from, int end) {
    int last = words.length - 1;
    if (last < 0 || from + Long.BYTES * words.length > end) {
      return false;
    }
    int at = from;
    for (int i = 0; i < last; i++, at += Long.BYTES) {
      if ((long) WORDS.get(json, at) != words[i]) {
        return false;
      }
    }
    return (((long) WORDS.get(json, at) ^ words[last]) & mask) == 0;
  }
}
