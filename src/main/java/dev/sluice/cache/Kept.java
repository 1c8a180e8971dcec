package dev.sluice.cache;

/**
 * A value in the cache.
 *
 * @param value what was made of the document
 * @param bytes what it retains, worked out once
 */
record Kept<V extends Cacheable>(V value, long bytes) {

  static <V extends Cacheable> Kept<V> of(V value) {
    return new Kept<>(value, Math.max(1, value.retainedBytes()));
  }
}
