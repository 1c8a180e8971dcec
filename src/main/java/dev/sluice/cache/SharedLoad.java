package dev.sluice.cache;

import dev.sluice.flow.Boundary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One load shared by any number of subscribers. Each can cancel; the load is cancelled with the
 * last one.
 *
 * <pre>
 *            start                    value or failure
 *   WAITING ---------> RUNNING ------------------------> OVER    signalled to all subscribers left
 *      |                  |
 *      | last one cancels | last one cancels
 *      v                  v
 *   ABANDONED         ABANDONED      no one can join any more
 * </pre>
 *
 * <p>The load runs where the first subscriber subscribes, with an empty context: the context of one
 * subscriber must not affect the result for others.
 */
final class SharedLoad<V> {

  /** Is notified of the end of a load, before its subscribers. */
  interface Owner<V> {

    /** The load ended with this value. */
    void settled(SharedLoad<V> load, V value);

    /** The load ended without a value: it failed or was cancelled. */
    void dropped(SharedLoad<V> load);
  }

  private final Mono<V> load;
  private final Owner<V> owner;
  private final InterimFindings interim;
  private final Run run = new Run();

  // these four are guarded by the lock of this object, which is never held while code of
  // subscribers or of the load runs
  private List<Participant> waiting = new ArrayList<>();
  private int subscribers = 1;
  private boolean started;
  private boolean over;
  private @Nullable V outcome;
  private @Nullable Throwable failure;

  /**
   * A load that already counts its first subscriber, which need not join.
   *
   * @param interim receives the findings of the load before its end
   */
  SharedLoad(Mono<V> load, Owner<V> owner, InterimFindings interim) {
    this.load = load;
    this.owner = owner;
    this.interim = interim;
  }

  /** The findings of the load so far. */
  InterimFindings interim() {
    return interim;
  }

  /** Counts another subscriber; false if all have cancelled. */
  synchronized boolean join() {
    if (subscribers == 0) {
      return false;
    }
    subscribers++;
    return true;
  }

  /** The result for one counted subscriber; subscribe only once. */
  Mono<V> result() {
    return new Mono<>() {
      @Override
      public void subscribe(CoreSubscriber<? super V> actual) {
        Participant participant = new Participant(actual);
        actual.onSubscribe(participant);
        if (isFirst()) {
          Boundary.around(load).subscribe(run);
        }
        if (isOver(participant)) {
          participant.deliver();
        }
      }
    };
  }

  private synchronized boolean isFirst() {
    boolean first = !started;
    started = true;
    return first;
  }

  private synchronized boolean isOver(Participant participant) {
    if (!over) {
      waiting.add(participant);
    }
    return over;
  }

  private void end(@Nullable V made, @Nullable Throwable why) {
    List<Participant> all;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      outcome = made;
      failure = why;
      all = waiting;
      waiting = new ArrayList<>(0);
    }
    deliver(all, 0);
  }

  /** Signals the result to all subscribers, even if one of them throws. */
  private void deliver(List<Participant> all, int from) {
    for (int i = from; i < all.size(); i++) {
      try {
        all.get(i).deliver();
      } catch (RuntimeException | Error e) {
        deliver(all, i + 1);
        throw e;
      }
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private synchronized boolean isLastToLeave(Participant participant) {
    waiting.remove(participant);
    return !over && --subscribers == 0;
  }

  private final class Participant extends WaitingSubscriber<V> {
    private final AtomicBoolean left = new AtomicBoolean();

    Participant(CoreSubscriber<? super V> actual) {
      super(actual);
    }

    /** Signals the result, possibly on the thread of another subscriber. */
    void deliver() {
      Boundary.of(currentContext()).run(this::signal);
    }

    private void signal() {
      V made = outcome;
      if (made != null) {
        complete(made);
      } else {
        fail(Objects.requireNonNull(failure));
      }
    }

    @Override
    void leave() {
      if (left.compareAndSet(false, true) && isLastToLeave(this)) {
        owner.dropped(SharedLoad.this);
        run.cancel();
      }
    }
  }

  private final class Run extends BaseSubscriber<V> {

    @Override
    public Context currentContext() {
      return Context.empty();
    }

    @Override
    protected void hookOnNext(V made) {
      try {
        owner.settled(SharedLoad.this, made);
      } catch (RuntimeException | Error e) {
        hookOnError(Boundary.typed(e)); // not cached, and Reactor would not signal a fatal error
        return;
      }
      end(made, null);
    }

    @Override
    protected void hookOnError(Throwable why) {
      owner.dropped(SharedLoad.this);
      end(null, why);
    }

    @Override
    protected void hookOnComplete() {
      if (!isOver()) {
        hookOnError(new IllegalStateException("a load ended without a value"));
      }
    }
  }

  /**
   * A subscriber that waits for a shared value. It receives one signal, unless it has cancelled
   * before; a value that arrives after that is not discarded, because others share it.
   */
  abstract static class WaitingSubscriber<V> extends Operators.MonoSubscriber<V, V> {

    WaitingSubscriber(CoreSubscriber<? super V> actual) {
      super(actual);
    }

    void fail(Throwable failure) {
      if (!isCancelled()) {
        actual.onError(failure);
      }
    }

    @Override
    public final void cancel() {
      super.cancel();
      leave();
    }

    /** Called on cancel; may be called repeatedly, and also after the value. */
    abstract void leave();
  }
}
