package dev.sluice.flow;

import dev.sluice.error.WorkflowException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One subscription across a boundary: the first end counts, and later signals are ignored. An
 * exception of the subscriber ends the work of which the subscriber is a part.
 *
 * <pre>
 *   IDLE ---- element ----> EMITTING ---- onNext returned ---> IDLE
 *     |                        |
 *     | end, cancel, throw     | throw on another thread: FAILED, signalled after onNext returned
 *     v                        v
 *   OVER <---------------------+
 * </pre>
 */
final class Crossing<T> extends Boundary implements CoreSubscriber<T>, Subscription, Scannable {

  private static final int IDLE = 0;
  private static final int EMITTING = 1;
  private static final int FAILED = 2;
  private static final int OVER = 3;

  private final CoreSubscriber<? super T> actual;
  private final boolean single;
  private final Boundary around;
  private final Context context;
  private final AtomicInteger state = new AtomicInteger(IDLE);

  /** The actions to run at the end; null after they have run. */
  private final AtomicReference<@Nullable Runnable> atEnd = new AtomicReference<>(() -> {});

  private volatile @Nullable Subscription upstream;
  private volatile Consumer<WorkflowException> onFailure = failure -> {};
  private volatile @Nullable Throwable failure;

  /**
   * A subscription.
   *
   * @param single whether the first element also ends the subscription
   */
  Crossing(CoreSubscriber<? super T> actual, boolean single) {
    this.actual = actual;
    this.single = single;
    around = of(actual.currentContext());
    context = within(actual.currentContext());
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (upstream != null) {
      subscription.cancel();
      return;
    }
    upstream = subscription;
    actual.onSubscribe(this);
  }

  @Override
  public void onNext(T element) {
    if (single) {
      onOnly(element);
      return;
    }
    if (!state.compareAndSet(IDLE, EMITTING)) {
      return;
    }
    try {
      actual.onNext(element);
    } catch (RuntimeException | Error e) {
      cancel(); // the subscriber is broken: nothing more can be signalled to it
      around.failOr(e);
      return;
    }
    if (!state.compareAndSet(EMITTING, IDLE) && state.compareAndSet(FAILED, OVER)) {
      Throwable thrown = failure;
      signal(thrown == null ? new IllegalStateException("it failed without a cause") : thrown);
    }
  }

  private void onOnly(T element) {
    if (!end()) {
      return;
    }
    try {
      actual.onNext(element);
      actual.onComplete();
    } catch (RuntimeException | Error e) {
      around.failOr(e);
    } finally {
      ended();
    }
  }

  @Override
  public void onError(Throwable error) {
    if (end()) {
      try {
        actual.onError(error instanceof Error ? typed(error) : error);
      } catch (RuntimeException | Error e) {
        around.failOr(e);
      } finally {
        ended();
      }
    }
  }

  @Override
  public void onComplete() {
    if (end()) {
      try {
        actual.onComplete();
      } catch (RuntimeException | Error e) {
        around.failOr(e);
      } finally {
        ended();
      }
    }
  }

  @Override
  public void request(long n) {
    Subscription from = upstream;
    if (from == null) {
      return;
    }
    try {
      from.request(n);
    } catch (RuntimeException | Error e) {
      failOr(e);
    }
  }

  @Override
  public void cancel() {
    if (state.getAndSet(OVER) != OVER) {
      try {
        stop();
      } finally {
        ended();
      }
    }
  }

  private boolean end() {
    return state.compareAndSet(IDLE, OVER);
  }

  private void ended() {
    Runnable action = atEnd.getAndSet(null);
    if (action != null) {
      action.run();
    }
  }

  @Override
  boolean fail(Throwable thrown) {
    while (true) {
      int now = state.get();
      if (now == OVER || now == FAILED) {
        return now == FAILED;
      }
      if (now == IDLE && end()) {
        signal(thrown);
        return true;
      }
      if (now == EMITTING) {
        failure = thrown;
        if (state.compareAndSet(EMITTING, FAILED)) {
          return true;
        }
      }
    }
  }

  /** Stops the work first, because it may hold the memory that the failure needs. */
  private void signal(Throwable thrown) {
    Throwable signalled = thrown;
    try {
      stop();
    } catch (RuntimeException | Error e) {
      // the work has already failed; its subscriber gets the original error
    }
    try {
      WorkflowException typed = typed(thrown);
      signalled = typed;
      onFailure.accept(typed);
    } catch (RuntimeException | Error e) {
      // not enough memory for the wrapper: signal the error itself
    }
    try {
      if (upstream == null) {
        actual.onSubscribe(Operators.emptySubscription());
      }
      actual.onError(signalled);
    } finally {
      ended();
    }
  }

  private void stop() {
    Subscription from = upstream;
    if (from != null) {
      upstream = Operators.cancelledSubscription();
      from.cancel();
    }
  }

  @Override
  public void atEnd(Runnable action) {
    while (true) {
      Runnable before = atEnd.get();
      if (before == null) {
        action.run();
        return;
      }
      if (atEnd.compareAndSet(
          before,
          () -> {
            try {
              before.run();
            } finally {
              action.run();
            }
          })) {
        return;
      }
    }
  }

  @Override
  public void onFailure(Consumer<WorkflowException> action) {
    onFailure = action;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return upstream;
    }
    return key == Attr.ACTUAL ? actual : null;
  }
}
