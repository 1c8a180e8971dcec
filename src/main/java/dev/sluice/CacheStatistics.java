package dev.sluice;

import java.time.Duration;

/**
 * A snapshot of the statistics of a {@link WorkflowCache} since its creation. Counts that change
 * during the snapshot may be slightly inconsistent.
 *
 * @param hits loads whose document was in the cache and did not have to be read
 * @param stampHits hits for files that did not even have to be opened
 * @param shared loads that shared the read of another load
 * @param misses loads that had to read their document
 * @param evictions documents evicted because the cache was full, and expired rejections
 * @param loadTime the total time of all reads
 * @param workflows documents in the cache, including rejected ones
 * @param retainedBytes the heap they retain, as an estimate
 */
public record CacheStatistics(
    long hits,
    long stampHits,
    long shared,
    long misses,
    long evictions,
    Duration loadTime,
    int workflows,
    long retainedBytes) {

  /** The fraction of all loads that did not read their document themselves, from 0 to 1. */
  public double hitRate() {
    long spared = hits + shared;
    return spared == 0 ? 0 : (double) spared / (spared + misses);
  }
}
