package dev.sluice;

import java.time.Duration;

/**
 * What a {@link WorkflowCache} has done since it was made, at one moment; counts that change
 * meanwhile may be a little apart.
 *
 * @param hits loads whose document did not have to be read, for it was in the cache
 * @param stampHits how many of these hits were files that were not even opened
 * @param shared loads that were given what another one was reading already
 * @param misses loads that had to read their document
 * @param evictions documents dropped for want of room, or rejections for their age
 * @param loadTime what all readings of documents took together
 * @param workflows documents kept now, rejected ones included
 * @param retainedBytes heap they keep from being freed, as far as is estimated
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

  /** The part of all loads that did not read their document themselves, from 0 to 1. */
  public double hitRate() {
    long spared = hits + shared;
    return spared == 0 ? 0 : (double) spared / (spared + misses);
  }
}
