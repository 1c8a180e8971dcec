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
 * Parts of one work, done by whoever has time and given in order; for one subscription.
 *
 * <p>The subscribing thread works itself and takes whatever nobody has begun, first parts first. So
 * a scheduler that is busy, or refuses, costs nothing but its help.
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
   * <p>Emits on the thread that made the part which others waited for. Cancelling begins no further
   * part and interrupts helpers.
   *
   * @param helpers threads of the scheduler that are asked for help
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
      // then without help
    }
    work();
  }

  private void work() {
    for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
      Sinks.One<T> result = results.get(i);
      try {
        result.tryEmitValue(parts.get(i).get());
      } catch (Throwable e) {
        result.tryEmitError(e); // thrown on a helper's thread, nobody would hear of it
      }
    }
  }
}
