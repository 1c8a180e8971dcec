package dev.sluice.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.cache.LoadCache.CacheOptions;
import dev.sluice.cache.LoadCache.Retention;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The cached values by options and content; the least recently used ones are evicted. */
final class CacheEntries<V> {

  /*
   * Caffeine's own limits evict by frequency and do not admit rarely used entries. That is right
   * for thousands of entries, but not for about twenty documents, where the document just saved has
   * not been used yet and will be used next. Over a day of edits (WorkingDayTest), those limits
   * saved about half of the reads; eviction by recency saved over 70 %. So this class uses only
   * Caffeine's order of access, which exists for expiry, and enforces its own limits, on number and
   * weight at once.
   */
  private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

  private final CacheOptions options;
  private final Function<? super V, Retention> retention;
  private final ToLongFunction<? super V> retainedBytes;
  private final Ticker ticker;
  private final Cache<LoadCache.Key, Entry<V>> cache;
  private final Policy.FixedExpiration<LoadCache.Key, Entry<V>> use;
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder evictions = new LongAdder();

  CacheEntries(
      CacheOptions options,
      Function<? super V, Retention> retention,
      ToLongFunction<? super V> retainedBytes,
      Ticker ticker) {
    this.options = options;
    this.retention = retention;
    this.retainedBytes = retainedBytes;
    this.ticker = ticker;
    cache =
        Caffeine.newBuilder()
            .expireAfterAccess(NEVER)
            .ticker(ticker)
            .executor(Runnable::run) // instead of the common pool, which belongs to the host
            .build();
    use = cache.policy().expireAfterAccess().orElseThrow();
  }

  @Nullable V find(LoadCache.Key key) {
    Entry<V> entry = cache.getIfPresent(key);
    if (entry == null) {
      return null;
    }
    if (isOver(entry)) {
      evict(key);
      return null;
    }
    return entry.value();
  }

  private boolean isOver(Entry<V> entry) {
    return retention.apply(entry.value()) == Retention.BRIEF
        && ticker.read() - entry.since() >= options.brief().toNanos();
  }

  void put(LoadCache.Key key, V value) {
    Entry<V> entry =
        new Entry<>(value, Math.max(1, retainedBytes.applyAsLong(value)), ticker.read());
    if (retention.apply(value) == Retention.NONE || entry.bytes() > options.bytes()) {
      return;
    }
    bytes.addAndGet(entry.bytes());
    Entry<V> before = cache.asMap().put(key, entry);
    if (before != null) {
      bytes.addAndGet(-before.bytes());
    }
    while (cache.estimatedSize() > options.entries() || bytes.get() > options.bytes()) {
      use.oldest(1).keySet().forEach(this::evict);
    }
  }

  private void evict(LoadCache.Key key) {
    if (remove(key)) {
      evictions.increment();
    }
  }

  private boolean remove(LoadCache.Key key) {
    Entry<V> removed = cache.asMap().remove(key);
    if (removed != null) {
      bytes.addAndGet(-removed.bytes());
    }
    return removed != null;
  }

  void forget(Predicate<Digest> which) {
    for (LoadCache.Key key : cache.asMap().keySet()) {
      if (which.test(key.content())) {
        remove(key);
      }
    }
  }

  int size() {
    return (int) cache.estimatedSize();
  }

  long bytes() {
    return bytes.get();
  }

  long evictions() {
    return evictions.sum();
  }

  /**
   * A value in the cache.
   *
   * @param value the value
   * @param bytes the heap it retains, computed once
   * @param since the time it was added, in nanoseconds of the ticker
   */
  record Entry<V>(V value, long bytes, long since) {}
}
