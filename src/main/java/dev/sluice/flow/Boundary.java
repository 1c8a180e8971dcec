package dev.sluice.flow;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.util.function.Consumer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The edge of one piece of work, such as a load: whatever is thrown within it ends its subscriber.
 *
 * <p>Reactor does not signal fatal errors, those of the virtual machine and of linkage: they leave
 * through the operators to whoever called the first of them, and the subscriber waits for ever. So
 * every call by which a thread gets into the work is guarded, and what it throws ends the work:
 *
 * <pre>
 *   subscriber   subscribes and requests           {@link #around(Mono)}
 *   scheduler    runs a task of the work           {@link #guarded(Scheduler)}
 *   outside      a source, a timer or another      {@link #entrance(Mono)}
 *                load signals something
 * </pre>
 *
 * <p>The boundary is handed to the operators within it through Reactor's context. There it also
 * takes what Reactor drops: a failure that meets a cancel has no receiver, and is not logged.
 */
public abstract class Boundary {

  /** Where there is none: nothing is guarded. */
  private static final Boundary NONE =
      new Boundary() {
        @Override
        boolean fail(Throwable failure) {
          return false;
        }

        @Override
        public void atEnd(Runnable action) {
          throw new IllegalStateException("there is no work that could end");
        }

        @Override
        public void onFailure(Consumer<WorkflowException> action) {
          // nothing is guarded, so nothing fails here
        }
      };

  Boundary() {}

  /** The same Mono, to whose subscriber everything thrown within it is signalled. */
  public static <T> Mono<T> around(Mono<T> work) {
    return new MonoOperator<T, T>(work) {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        Crossing<T> crossing = new Crossing<>(actual, true);
        crossing.run(() -> source.subscribe(crossing));
      }
    };
  }

  /** The same Flux, to whose subscriber everything thrown within it is signalled. */
  public static <T> Flux<T> around(Flux<T> work) {
    return new FluxOperator<T, T>(work) {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        Crossing<T> crossing = new Crossing<>(actual, false);
        crossing.run(() -> source.subscribe(crossing));
      }
    };
  }

  /** The innermost boundary around a subscriber with this context. */
  public static Boundary of(ContextView context) {
    return context.hasKey(Boundary.class) ? context.get(Boundary.class) : NONE;
  }

  /** The same signals; what is thrown where they arrive ends the work that they arrive in. */
  public static <T> Mono<T> entrance(Mono<T> outside) {
    return new MonoOperator<T, T>(outside) {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Entrance<>(actual, of(actual.currentContext())));
      }
    };
  }

  /** The same signals; what is thrown where they arrive ends the work that they arrive in. */
  public static <T> Flux<T> entrance(Flux<T> outside) {
    return new FluxOperator<T, T>(outside) {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Entrance<>(actual, of(actual.currentContext())));
      }
    };
  }

  /** The work, subscribed to on a thread of a scheduler, within the boundary it is part of. */
  public static <T> Mono<T> subscribedOn(Scheduler scheduler, Mono<T> work) {
    return Mono.deferContextual(context -> work.subscribeOn(of(context).guarded(scheduler)));
  }

  /** The work, subscribed to on a thread of a scheduler, within the boundary it is part of. */
  public static <T> Flux<T> subscribedOn(Scheduler scheduler, Flux<T> work) {
    return Flux.deferContextual(context -> work.subscribeOn(of(context).guarded(scheduler)));
  }

  /** A scheduler whose tasks belong to this work. */
  public Scheduler guarded(Scheduler scheduler) {
    return this == NONE ? scheduler : new GuardedScheduler(scheduler, this);
  }

  /** Runs once when the work has ended, however that came; at once if it has ended already. */
  public abstract void atEnd(Runnable action);

  /** Is given what was thrown within the work, before its subscriber is; at most once. */
  public abstract void onFailure(Consumer<WorkflowException> action);

  /**
   * Ends the work, if it has not ended.
   *
   * @return whether the subscriber is told
   */
  abstract boolean fail(Throwable failure);

  /**
   * Runs a step of the work; what it throws after the work's end is left to the caller's thread.
   */
  public final void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      if (!fail(e)) {
        throw e;
      }
    }
  }

  /** What was thrown, as a failure that Reactor signals: it would throw a fatal error on. */
  public static WorkflowException typed(Throwable failure) {
    return failure instanceof WorkflowException typed
        ? typed
        : new LoaderFailedException(
            Finding.of(
                FindingCode.INTERNAL, "The loader failed: " + failure.getClass().getSimpleName()),
            failure);
  }

  /** What the operators of some work see around them. */
  final Context within(Context outside) {
    Consumer<Object> nowhere = dropped -> {};
    // the keys by which Reactor finds what takes dropped signals, before its global hooks
    return outside
        .put("reactor.onErrorDropped.local", nowhere)
        .put("reactor.onNextDropped.local", nowhere)
        .put(Boundary.class, this);
  }
}
