package dev.sluice.load;

import dev.sluice.flow.Boundary;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How many loads of one loader are under way, for work that gives way to them. */
final class RunningLoads {

  private final AtomicInteger count = new AtomicInteger();
  private final Queue<Sinks.Empty<Void>> waiting = new ConcurrentLinkedQueue<>();

  /** Counts a load from now to its end, whichever it is. */
  void countUntilEndOf(Boundary load) {
    count.incrementAndGet();
    load.atEnd(this::ended);
  }

  /** Completes as soon as no load is under way, on the thread of the load that ends last. */
  Mono<Void> none() {
    return Mono.defer(
        () -> {
          if (count.get() == 0) {
            return Mono.empty();
          }
          Sinks.Empty<Void> turn = Sinks.empty();
          waiting.add(turn);
          release(); // the last load may have ended before it could see the one that waits
          return turn.asMono().doOnCancel(() -> waiting.remove(turn));
        });
  }

  private void ended() {
    count.decrementAndGet();
    release();
  }

  private void release() {
    // one that was let go may end, and wait again behind a load that has begun meanwhile
    while (count.get() == 0) {
      Sinks.Empty<Void> next = waiting.poll();
      if (next == null) {
        return;
      }
      next.tryEmitEmpty();
    }
  }
}
