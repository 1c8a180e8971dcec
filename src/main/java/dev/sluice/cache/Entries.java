package dev.sluice.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The values kept, by options and content; beyond the bounds the one unused for longest goes. */
final class Entries<V extends Cacheable> {

  /*
   * Caffeine's own bounds evict by frequency, and admit nobody who was not asked for often: right
   * for caches of thousands, wrong for some twenty documents, of which the one that was just saved
   * has never been asked for and will be next. Over a day of edits (WorkingDayTest) they spared about
   * half of the readings where recency spares above 70 %. So nothing but the order of use is Caffeine's
   * here, as it is kept for expiry, and the bounds are ours: of number and weight at once, too.
   */
  private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

  private final CacheOptions options;
  private final Ticker ticker;
  private final Cache<Key, Kept<V>> cache;
  private final Policy.FixedExpiration<Key, Kept<V>> use;
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder evictions = new LongAdder();

  Entries(CacheOptions options, Ticker ticker) {
    this.options = options;
    this.ticker = ticker;
    cache =
        Caffeine.newBuilder()
            .expireAfterAccess(NEVER)
            .ticker(ticker)
            .executor(Runnable::run) // the common pool is not ours to use
            .build();
    use = cache.policy().expireAfterAccess().orElseThrow();
  }

  @Nullable V find(Key key) {
    Kept<V> kept = cache.getIfPresent(key);
    if (kept == null) {
      return null;
    }
    if (isOver(kept)) {
      evict(key);
      return null;
    }
    return kept.value();
  }

  private boolean isOver(Kept<V> kept) {
    return kept.value().retention() == Retention.BRIEF
        && ticker.read() - kept.since() >= options.brief().toNanos();
  }

  void put(Key key, V value) {
    Kept<V> kept = new Kept<>(value, Math.max(1, value.retainedBytes()), ticker.read());
    if (value.retention() == Retention.NONE || kept.bytes() > options.bytes()) {
      return;
    }
    bytes.addAndGet(kept.bytes());
    Kept<V> before = cache.asMap().put(key, kept);
    if (before != null) {
      bytes.addAndGet(-before.bytes());
    }
    while (cache.estimatedSize() > options.entries() || bytes.get() > options.bytes()) {
      use.oldest(1).keySet().forEach(this::evict);
    }
  }

  private void evict(Key key) {
    if (remove(key)) {
      evictions.increment();
    }
  }

  private boolean remove(Key key) {
    Kept<V> removed = cache.asMap().remove(key);
    if (removed != null) {
      bytes.addAndGet(-removed.bytes());
    }
    return removed != null;
  }

  void forget(Predicate<Digest> which) {
    for (Key key : cache.asMap().keySet()) {
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
}
