package dev.sluice.pool;

import dev.sluice.value.Elements;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statistics of a pool since its creation.
 *
 * @param hits nodes taken from the pool
 * @param misses reusable nodes that had to be created
 * @param returns returned nodes that were kept
 * @param discarded returned nodes that were not kept because the pool had enough of their type or
 *     they were not clean, and pooled nodes that could not be reused
 * @param sizes current number of pooled nodes by type name, in alphabetical order; types without
 *     any are absent
 */
public record PoolStatistics(
    long hits, long misses, long returns, long discarded, Map<String, Integer> sizes) {

  /** Makes the map unmodifiable. */
  public PoolStatistics {
    sizes = Collections.unmodifiableMap(new TreeMap<>(Elements.requireEntries(sizes, "sizes")));
  }

  /** The fraction of nodes taken from the pool, 0 to 1; 0 before the first. */
  public double hitRate() {
    return hits == 0 ? 0 : (double) hits / (hits + misses);
  }

  /** The current number of pooled nodes of all types. */
  public int size() {
    return sizes.values().stream().mapToInt(Integer::intValue).sum();
  }
}
