package dev.sluice.cache;

import dev.sluice.cache.LoadCache.Retention;
import java.time.Duration;

/**
 * The limits of a cache; immutable.
 *
 * @param entries the maximum number of values, at least 1
 * @param bytes the maximum heap that all values retain together, at least 1
 * @param brief how long values of {@link Retention#BRIEF} are kept
 * @param stamps whether files are looked up by their stamp, so that unchanged files are not read
 */
public record CacheOptions(int entries, long bytes, Duration brief, boolean stamps) {

  /** Checks the limits. */
  public CacheOptions {
    if (entries < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "entries and bytes must be at least 1, were " + entries + " and " + bytes);
    }
    if (brief.isNegative()) {
      throw new IllegalArgumentException("brief must not be negative, was " + brief);
    }
  }
}
