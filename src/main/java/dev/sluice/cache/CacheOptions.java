package dev.sluice.cache;

import java.time.Duration;

/**
 * How much a cache keeps and for how long; immutable.
 *
 * @param entries values at most, at least 1
 * @param bytes heap they may retain together, at least 1
 * @param brief how long values of {@link Retention#BRIEF} are kept
 * @param stamps whether a file is told by its stamp, so that an unchanged one is not read again
 */
public record CacheOptions(int entries, long bytes, Duration brief, boolean stamps) {

  /** Checks the bounds. */
  public CacheOptions {
    if (entries < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "a cache keeps at least 1 entry and 1 byte, not " + entries + " and " + bytes);
    }
    if (brief.isNegative()) {
      throw new IllegalArgumentException("a time must not be negative, was " + brief);
    }
  }
}
