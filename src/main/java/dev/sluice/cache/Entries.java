package dev.sluice.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The values kept, by options and content, within bounds of number and weight. */
final class Entries<V extends Cacheable> {

  /** Caffeine weighs in ints: 2 TiB are enough. */
  private static final long UNIT = 1024;

  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  private final Cache<Key, Kept<V>> cache;
  private final LongAdder evictions = new LongAdder();

  Entries(CacheOptions options, Ticker ticker) {
    /*
     * Caffeine bounds a number or a weight, not both. As each value weighs at least its share of
     * the whole, there are never more of them than there may be.
     */
    long most = Math.max(options.entries(), units(options.bytes()));
    int share = (int) Math.min(Integer.MAX_VALUE, most / options.entries());
    cache =
        Caffeine.newBuilder()
            .maximumWeight(most)
            .weigher((Key key, Kept<V> kept) -> (int) Math.max(share, units(kept.bytes())))
            .expireAfter(
                Expiry.<Key, Kept<V>>creating(
                    (key, kept) ->
                        kept.value().retention() == Retention.BRIEF ? options.brief() : FOR_EVER))
            .evictionListener((key, kept, cause) -> evictions.increment())
            .ticker(ticker)
            .executor(Runnable::run) // the common pool is not ours to use
            .build();
  }

  private static long units(long bytes) {
    return Math.min(Integer.MAX_VALUE, (bytes + UNIT - 1) / UNIT);
  }

  @Nullable V find(Key key) {
    Kept<V> kept = cache.getIfPresent(key);
    return kept == null ? null : kept.value();
  }

  void put(Key key, V value) {
    if (value.retention() != Retention.NONE) {
      cache.put(key, Kept.of(value));
    }
  }

  void forget(Digest content) {
    cache.asMap().keySet().removeIf(key -> key.content().equals(content));
  }

  void clear() {
    cache.invalidateAll();
  }

  int size() {
    cache.cleanUp();
    return cache.asMap().size();
  }

  long bytes() {
    cache.cleanUp();
    return cache.asMap().values().stream().mapToLong(Kept::bytes).sum();
  }

  long evictions() {
    cache.cleanUp();
    return evictions.sum();
  }
}
