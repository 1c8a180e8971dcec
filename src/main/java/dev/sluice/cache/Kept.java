package dev.sluice.cache;

/**
 * A value in the cache.
 *
 * @param value the value
 * @param bytes the heap it retains, computed once
 * @param since the time it was added, in nanoseconds of the ticker
 */
record Kept<V extends Cacheable>(V value, long bytes, long since) {}
