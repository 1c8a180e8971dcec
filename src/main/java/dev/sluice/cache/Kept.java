package dev.sluice.cache;

/**
 * A value in the cache.
 *
 * @param value what was made of the document
 * @param bytes what it retains, worked out once
 * @param since when it came, in nanoseconds of the ticker
 */
record Kept<V extends Cacheable>(V value, long bytes, long since) {}
