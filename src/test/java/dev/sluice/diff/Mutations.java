package dev.sluice.diff;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damage to the bytes of a document or of a compressed source. */
final class Mutations {

  private static final byte[] STRUCTURAL =
      "{}[],:\"\\ \t\n\r0-.eEtfn/*'\u0000".getBytes(StandardCharsets.UTF_8);

  private static final String SEPARATORS = ",:{}[]";

  private static final byte[][] RUNS = {
    {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
    {(byte) 0xC3},
    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
    {(byte) 0xC0, (byte) 0x80},
    {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    {(byte) 0xE6, (byte) 0x97},
    {(byte) 0xFF},
    "\\ud800".getBytes(StandardCharsets.UTF_8),
    "\"workflow\":{".getBytes(StandardCharsets.UTF_8),
    "/*c*/".getBytes(StandardCharsets.UTF_8),
    ",,".getBytes(StandardCharsets.UTF_8),
    "null".getBytes(StandardCharsets.UTF_8)
  };

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /** The bytes with one to three faults; none of them may be empty. */
  byte[] of(byte[] bytes) {
    byte[] damaged = bytes;
    for (int left = 1 + random.nextInt(3); left > 0 && damaged.length > 0; left--) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(8) == 0 ? 60 : 4));
    return switch (random.nextInt(10)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 1, 2 -> spliced(bytes, at, to, new byte[0]);
      case 3, 4 ->
          spliced(bytes, at, at, new byte[] {STRUCTURAL[random.nextInt(STRUCTURAL.length)]});
      case 5 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 6 -> Arrays.copyOf(bytes, at);
      case 7, 8 -> {
        int mark = separatorFrom(bytes, at);
        byte[] other = {SEPARATORS.getBytes(StandardCharsets.UTF_8)[random.nextInt(6)]};
        yield spliced(bytes, mark, Math.min(bytes.length, mark + 1), other);
      }
      default -> spliced(bytes, at, at, RUNS[random.nextInt(RUNS.length)]);
    };
  }

  /** The index of the next byte that separates values, or the end. */
  private static int separatorFrom(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && SEPARATORS.indexOf(bytes[at]) < 0) {
      at++;
    }
    return at;
  }

  /** The bytes with others in the place of a range. */
  static byte[] spliced(byte[] bytes, int from, int to, byte[] others) {
    byte[] spliced = new byte[from + others.length + bytes.length - to];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(others, 0, spliced, from, others.length);
    System.arraycopy(bytes, to, spliced, from + others.length, bytes.length - to);
    return spliced;
  }
}
