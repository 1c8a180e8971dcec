package dev.sluice.load;

import dev.sluice.WorkflowLoader;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.registry.NodeRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Loads node types in advance, one after another and while no load is running. */
final class NodePreloader {

  private final NodeRegistry registry;
  private final RunningLoads loads;
  private final Supplier<Scheduler> background;

  /**
   * A preloader.
   *
   * @param loads the loads that it gives way to
   * @param background creates the scheduler of one subscription, which is disposed with it
   */
  NodePreloader(NodeRegistry registry, RunningLoads loads, Supplier<Scheduler> background) {
    this.registry = registry;
    this.loads = loads;
    this.background = background;
  }

  /** A daemon thread of the lowest priority, started on demand. */
  @SuppressWarnings("ThreadPriorityCheck") // only a courtesy; nothing depends on it
  static Scheduler background() {
    return Schedulers.fromExecutorService(
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "sluice-preload");
              thread.setDaemon(true);
              thread.setPriority(Thread.MIN_PRIORITY);
              return thread;
            }));
  }

  /** See {@link WorkflowLoader#preload(java.util.Collection)}. */
  Flux<NodeType> preload(List<String> names) {
    return Flux.using(background::get, scheduler -> preload(names, scheduler), Scheduler::dispose);
  }

  private Flux<NodeType> preload(List<String> names, Scheduler scheduler) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    return Flux.fromIterable(names)
        .map(name -> registry.migration(name).map(Migration::to).orElse(name))
        .distinct()
        .concatMap(
            name ->
                type(name, scheduler)
                    .onErrorResume(
                        e -> {
                          keep(failure, e);
                          return Mono.empty();
                        }),
            1)
        .concatWith(Mono.defer(() -> failed(failure.get())));
  }

  private Mono<NodeType> type(String name, Scheduler scheduler) {
    Mono<NodeType> type = Mono.fromCallable(() -> find(name)).flatMap(Mono::justOrEmpty);
    return registry.isLoaded(name)
        ? type
        : Boundary.entrance(loads.none()).then(Boundary.subscribedOn(scheduler, type));
  }

  private Optional<NodeType> find(String name) {
    try {
      return registry.find(name);
    } catch (Error e) {
      // a provider's fatal error must reach the subscriber; Reactor would not signal it
      throw TypedFailures.typed(e);
    }
  }

  private static void keep(AtomicReference<@Nullable Throwable> failure, Throwable next) {
    Throwable first = failure.compareAndExchange(null, next);
    if (first != null && first != next) {
      first.addSuppressed(next);
    }
  }

  private static Mono<NodeType> failed(@Nullable Throwable failure) {
    return failure == null ? Mono.empty() : Mono.error(failure);
  }
}
