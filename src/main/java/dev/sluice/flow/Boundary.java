package dev.sluice.flow;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.FailureText;
import java.util.function.Consumer;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The boundary around a unit of work, such as a load: everything thrown inside it is signalled to
 * its subscriber.
 *
 * <p>Reactor does not signal fatal errors (of the virtual machine and of linkage): they propagate
 * through the operators to the caller, and the subscriber waits for ever. So every entry of a
 * thread into the work is guarded, and an error thrown there ends the work:
 *
 * <pre>
 *   subscriber   subscribes and requests           {@link #around(Mono)}
 *   scheduler    runs a task of the work           {@link #guarded(Scheduler)}
 *   outside      a source, a timer or another      {@link #entrance(Mono)}
 *                load signals something
 * </pre>
 *
 * <p>The operators inside find the boundary in Reactor's context. The boundary also receives the
 * signals that Reactor drops inside it: a failure after a cancel has no subscriber and is not
 * logged.
 */
public abstract class Boundary {

  /** The boundary outside any work: nothing is guarded. */
  private static final Boundary NONE =
      new Boundary() {
        @Override
        boolean fail(Throwable failure) {
          return false;
        }

        @Override
        public void atEnd(Runnable action) {
          throw new IllegalStateException("there is no work to end");
        }

        @Override
        public void onFailure(Consumer<WorkflowException> action) {
          // nothing is guarded, so nothing fails here
        }
      };

  Boundary() {}

  /** Wraps a Mono so that everything thrown inside is signalled to its subscriber. */
  public static <T> Mono<T> around(Mono<T> work) {
    return new MonoOperator<T, T>(work) {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        cross(actual, source, true);
      }
    };
  }

  /** Wraps a Flux so that everything thrown inside is signalled to its subscriber. */
  public static <T> Flux<T> around(Flux<T> work) {
    return new FluxOperator<T, T>(work) {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        cross(actual, source, false);
      }
    };
  }

  private static <T> void cross(
      CoreSubscriber<? super T> actual, CorePublisher<? extends T> work, boolean single) {
    Crossing<T> crossing;
    try {
      crossing = new Crossing<>(actual, single);
    } catch (RuntimeException | Error e) {
      Operators.error(actual, typed(e));
      return;
    }
    try {
      work.subscribe(crossing);
    } catch (RuntimeException | Error e) {
      crossing.failOr(e);
    }
  }

  /** The innermost boundary around a subscriber with this context. */
  public static Boundary of(ContextView context) {
    return context.hasKey(Boundary.class) ? context.get(Boundary.class) : NONE;
  }

  /** Wraps signals from outside: an exception of their receiver ends the receiving work. */
  public static <T> Mono<T> entrance(Mono<T> outside) {
    return new MonoOperator<T, T>(outside) {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new BoundarySubscriber<>(actual, of(actual.currentContext())));
      }
    };
  }

  /** Wraps signals from outside: an exception of their receiver ends the receiving work. */
  public static <T> Flux<T> entrance(Flux<T> outside) {
    return new FluxOperator<T, T>(outside) {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new BoundarySubscriber<>(actual, of(actual.currentContext())));
      }
    };
  }

  /**
   * Completes a generated sequence. An error thrown by the completion ends the work; otherwise the
   * generator would signal it to the completed subscriber, where it would be dropped.
   */
  public static void complete(SynchronousSink<?> sink) {
    try {
      sink.complete();
    } catch (RuntimeException | Error e) {
      of(sink.contextView()).failOr(e);
    }
  }

  /** Subscribes to the work on a thread of a scheduler, inside its boundary. */
  public static <T> Mono<T> subscribedOn(Scheduler scheduler, Mono<T> work) {
    return Mono.deferContextual(context -> work.subscribeOn(of(context).guarded(scheduler)));
  }

  /** Subscribes to the work on a thread of a scheduler, inside its boundary. */
  public static <T> Flux<T> subscribedOn(Scheduler scheduler, Flux<T> work) {
    return Flux.deferContextual(context -> work.subscribeOn(of(context).guarded(scheduler)));
  }

  /** A scheduler whose tasks are inside this boundary. */
  public Scheduler guarded(Scheduler scheduler) {
    return this == NONE ? scheduler : new GuardedScheduler(scheduler, this);
  }

  /** Runs an action once when the work ends for any reason; at once if it has already ended. */
  public abstract void atEnd(Runnable action);

  /** Sets a consumer for the first error thrown inside; it is called before the subscriber. */
  public abstract void onFailure(Consumer<WorkflowException> action);

  /**
   * Ends the work if it has not ended yet.
   *
   * @return whether the failure is signalled to the subscriber
   */
  abstract boolean fail(Throwable failure);

  /**
   * Runs a step of the work; an error thrown after the end of the work propagates to the caller.
   */
  public final void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      failOr(e);
    }
  }

  /** Ends the work with an exception, or throws it again if the work has ended. */
  final void failOr(Throwable thrown) {
    if (fail(thrown)) {
      return;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  /** Wraps an error in a failure that Reactor signals; Reactor would rethrow a fatal error. */
  public static WorkflowException typed(Throwable failure) {
    return failure instanceof WorkflowException typed
        ? typed
        : new LoaderFailedException(
            Finding.of(FindingCode.INTERNAL, FailureText.of("The loader failed", failure)),
            failure);
  }

  /** The context of the operators inside. */
  final Context within(Context outside) {
    Consumer<Object> nowhere = dropped -> {};
    // the keys under which Reactor looks for handlers of dropped signals, before its global hooks
    return outside
        .put("reactor.onErrorDropped.local", nowhere)
        .put("reactor.onNextDropped.local", nowhere)
        .put(Boundary.class, this);
  }
}
