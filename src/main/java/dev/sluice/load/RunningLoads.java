package dev.sluice.load;

import dev.sluice.flow.Boundary;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Counts the running loads of one loader, for work that runs only while there are none. */
final class RunningLoads {

  private final AtomicInteger count = new AtomicInteger();
  private final Queue<Sinks.Empty<Void>> waiting = new ConcurrentLinkedQueue<>();

  /** Counts a load until it ends. */
  void countUntilEndOf(Boundary load) {
    count.incrementAndGet();
    load.atEnd(this::ended);
  }

  /** Completes as soon as no load is running, on the thread of the last load to end. */
  Mono<Void> none() {
    return Mono.defer(
        () -> {
          if (count.get() == 0) {
            return Mono.empty();
          }
          Sinks.Empty<Void> turn = Sinks.empty();
          waiting.add(turn);
          release(); // the last load may have ended before it saw this waiter
          return turn.asMono().doOnCancel(() -> waiting.remove(turn));
        });
  }

  private void ended() {
    count.decrementAndGet();
    release();
  }

  private void release() {
    // a released waiter may start to wait again at once, and a load may have started meanwhile
    while (count.get() == 0) {
      Sinks.Empty<Void> next = waiting.poll();
      if (next == null) {
        return;
      }
      next.tryEmitEmpty();
    }
  }
}
