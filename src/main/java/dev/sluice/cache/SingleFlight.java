package dev.sluice.cache;

import dev.sluice.flow.Boundary;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The loads that are going on, one for each key however many ask.
 *
 * <p>Nothing is loaded within the map's own functions, so a load may ask for another one.
 */
final class SingleFlight<K, V> {

  private final ConcurrentMap<K, SharedLoad<V>> running = new ConcurrentHashMap<>();
  private final LongAdder joined;

  /** No loads yet; {@code joined} counts the askers of loads that others have begun. */
  SingleFlight(LongAdder joined) {
    this.joined = joined;
  }

  /**
   * The value of a load, this one or one for the same key that is going on already.
   *
   * <p>Each subscription is an asker. The one that begins the load runs it, and is told where it
   * ends; others are told on {@code others}, so that what one asker does with the value does not
   * keep the next one waiting.
   *
   * @param kept is given the value before any asker is, unless the key was forgotten meanwhile;
   *     never at the same time as {@link #forget} for this key
   */
  Mono<V> join(K key, Mono<V> load, Consumer<? super V> kept, Scheduler others) {
    return Mono.deferContextual(
        context -> {
          SharedLoad<V> mine = new SharedLoad<>(load, new Account(key, kept));
          SharedLoad<V> shared =
              running.compute(key, (k, now) -> now != null && now.join() ? now : mine);
          if (shared == mine) {
            return mine.result();
          }
          joined.increment();
          return Boundary.entrance(shared.result()).publishOn(Boundary.of(context).guarded(others));
        });
  }

  /**
   * Leaves the loads of some keys to those who wait for them already: who asks after this returns
   * begins a new one.
   *
   * @param also is called for each of these keys, when its load can no longer keep anything
   */
  void forget(Predicate<? super K> keys, Consumer<? super K> also) {
    for (K key : running.keySet()) {
      if (keys.test(key)) {
        running.compute(
            key,
            (k, now) -> {
              also.accept(k);
              return null;
            });
      }
    }
  }

  /** How many loads are going on. */
  int size() {
    return running.size();
  }

  private final class Account implements SharedLoad.Owner<V> {
    private final K key;
    private final Consumer<? super V> kept;

    Account(K key, Consumer<? super V> kept) {
      this.key = key;
      this.kept = kept;
    }

    @Override
    public void settled(SharedLoad<V> load, V value) {
      running.computeIfPresent(
          key,
          (k, now) -> {
            if (now != load) {
              return now; // forgotten, and another one has begun
            }
            kept.accept(value);
            return null;
          });
    }

    @Override
    public void dropped(SharedLoad<V> load) {
      running.remove(key, load);
    }
  }
}
