package dev.sluice.pool;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pool has done since it was made.
 *
 * @param hits nodes that were taken from the pool
 * @param misses reusable nodes that had to be made
 * @param returns nodes that came back and were kept
 * @param discarded nodes that came back and were not: their type has enough, or they were not
 *     clean; and kept ones that would not be reused
 * @param sizes nodes kept at the moment by the name of their type, in alphabetical order; types
 *     without any are absent
 */
public record PoolStatistics(
    long hits, long misses, long returns, long discarded, Map<String, Integer> sizes) {

  /** Makes the map unmodifiable. */
  public PoolStatistics {
    sizes = Collections.unmodifiableMap(new TreeMap<>(sizes));
  }

  /** The share of nodes that were taken from the pool, 0 to 1; 0 before the first. */
  public double hitRate() {
    return hits == 0 ? 0 : (double) hits / (hits + misses);
  }

  /** Nodes kept at the moment, of all types. */
  public int size() {
    return sizes.values().stream().mapToInt(Integer::intValue).sum();
  }
}
