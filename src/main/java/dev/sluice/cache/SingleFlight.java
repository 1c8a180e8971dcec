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
 * The running loads, at most one for each key.
 *
 * <p>No load starts inside a compute function of the map of running loads, so a load may request
 * another one.
 */
final class SingleFlight<K, V> {

  private final ConcurrentMap<K, SharedLoad<V>> running = new ConcurrentHashMap<>();
  private final LongAdder joined;

  /** Creates an empty set of loads; {@code joined} counts subscribers that join a running load. */
  SingleFlight(LongAdder joined) {
    this.joined = joined;
  }

  /**
   * The value of a load: of the given one, or of one that is already running for the same key.
   *
   * <p>The subscriber that starts the load runs it and receives the result on its thread; others
   * receive it on {@code others}, so that they do not wait for one another.
   *
   * @param kept receives the value before any subscriber, unless the key was removed meanwhile;
   *     never called concurrently with {@link #forget} for this key
   * @param interim receives the findings of the load before its end, even if another subscriber
   *     started it
   */
  Mono<V> join(
      K key, Mono<V> load, Consumer<? super V> kept, Scheduler others, InterimFindings interim) {
    return Mono.deferContextual(
        context -> {
          SharedLoad<V> mine = new SharedLoad<>(load, new Account(key, kept), interim);
          SharedLoad<V> shared =
              running.compute(key, (k, now) -> now != null && now.join() ? now : mine);
          if (shared == mine) {
            return mine.result();
          }
          joined.increment();
          interim.follow(shared.interim());
          return Boundary.entrance(shared.result()).publishOn(Boundary.of(context).guarded(others));
        });
  }

  /**
   * Removes the loads of some keys: they continue for their current subscribers, while later
   * subscribers start new ones.
   *
   * @param also called for each of these keys when its load can no longer store a value
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

  /** The number of running loads. */
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
              return now; // removed, and another load has started
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
