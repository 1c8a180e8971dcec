package dev.sluice.cache;

import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A load that never ends by itself, for askers who come and go. */
final class Leaving {

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();

  Mono<Integer> load() {
    return Mono.<Integer>never()
        .doOnSubscribe(any -> begun.incrementAndGet())
        .doOnCancel(cancelled::incrementAndGet);
  }

  static Disposable ask(Mono<Integer> value) {
    return value.subscribe();
  }

  int begun() {
    return begun.get();
  }

  int cancelled() {
    return cancelled.get();
  }
}
