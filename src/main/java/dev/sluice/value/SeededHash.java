package dev.sluice.value;

import java.util.SplittableRandom;

/**
 * Hash codes of keys that a document chooses. They depend on a random number, so that no document
 * can be made whose keys collide, as they can for {@link String#hashCode}.
 */
public final class SeededHash {

  /*
   * Polynomials over a prime field with a random point are a universal family of hash functions:
   * M. Dietzfelbinger et al., "Polynomial hash functions are reliable", ICALP 1992.
   */
  private static final long PRIME = (1L << 61) - 1;
  private static final long POINT = new SplittableRandom().nextLong(1 << 20, PRIME);

  private SeededHash() {}

  /** The hash code of a key; all its bits are equally good. It differs from one JVM to another. */
  public static int of(String key) {
    long hash = 1;
    for (int i = 0; i < key.length(); i++) {
      hash = times(hash) + key.charAt(i);
    }
    long mixed = times(hash) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  /**
   * A number congruent to the product with the random point modulo the prime, less than twice the
   * prime.
   */
  private static long times(long factor) {
    long low = factor * POINT;
    long high = Math.multiplyHigh(factor, POINT);
    long sum = (low & PRIME) + (low >>> 61 | high << 3);
    return (sum & PRIME) + (sum >>> 61);
  }
}
