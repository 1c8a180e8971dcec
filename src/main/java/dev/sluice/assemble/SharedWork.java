package dev.sluice.assemble;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Splits work into parts that several threads do, with results in order; for one subscription.
 *
 * <p>The subscribing thread takes part and does all parts that no other thread has started, in
 * order. So a scheduler that is busy or rejects tasks only means less help.
 */
final class SharedWork<T> {

  private final List<Supplier<T>> parts;
  private final List<Sinks.One<T>> results = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  SharedWork(List<Supplier<T>> parts) {
    this.parts = parts;
    parts.forEach(part -> results.add(Sinks.one()));
  }

  /**
   * The results in the order of the parts.
   *
   * <p>Emits on the thread that completes the next part in order. Cancelling starts no further part
   * and interrupts helpers.
   *
   * @param helpers the number of threads to request from the scheduler
   */
  Flux<T> on(Scheduler scheduler, int helpers) {
    Flux<T> inOrder = Flux.fromIterable(results).concatMap(Sinks.One::asMono, 1);
    return Flux.using(
        Disposables::composite,
        tasks -> Flux.merge(inOrder, Mono.fromRunnable(() -> share(scheduler, helpers, tasks))),
        tasks -> {
          next.set(parts.size());
          tasks.dispose();
        });
  }

  private void share(Scheduler scheduler, int helpers, Disposable.Composite tasks) {
    try {
      for (int i = 0; i < helpers; i++) {
        tasks.add(scheduler.schedule(this::work));
      }
    } catch (RejectedExecutionException busy) {
      // the subscribing thread does all parts
    }
    work();
  }

  private void work() {
    for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
      Sinks.One<T> result = results.get(i);
      try {
        result.tryEmitValue(parts.get(i).get());
      } catch (Throwable e) {
        result.tryEmitError(e); // an error thrown on a helper's thread would be lost
      }
    }
  }
}
