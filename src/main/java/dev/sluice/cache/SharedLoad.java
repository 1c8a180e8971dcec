package dev.sluice.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.Context;

/**
 * One load for any number of askers: each may leave, and when the last one has left the load is
 * cancelled.
 *
 * <pre>
 *            start                    value or failure
 *   WAITING ---------> RUNNING ------------------------> OVER    everyone still there is told
 *      |                  |
 *      | last asker leaves| last asker leaves
 *      v                  v
 *   ABANDONED         ABANDONED      nobody can join any more
 * </pre>
 *
 * <p>The load runs where the first asker subscribes, and with an empty context: what one asker
 * carries in its context must not reach the others' result.
 */
final class SharedLoad<V> {

  /** Who keeps account of a load; told before any asker is. */
  interface Owner<V> {

    /** The load has this value. */
    void settled(SharedLoad<V> load, V value);

    /** The load will have none: it failed, or nobody wants it any more. */
    void dropped(SharedLoad<V> load);
  }

  private final Mono<V> load;
  private final Owner<V> owner;
  private final Run run = new Run();

  // these four are read and written under the lock of this object, which is never held while
  // anything of somebody else's runs
  private final List<Place> waiting = new ArrayList<>();
  private int askers = 1;
  private boolean started;
  private @Nullable Signal<V> outcome;

  /** A load with a place for the first asker. */
  SharedLoad(Mono<V> load, Owner<V> owner) {
    this.load = load;
    this.owner = owner;
  }

  /** Takes a place for one more asker; false if everybody has left. */
  synchronized boolean join() {
    if (askers == 0) {
      return false;
    }
    askers++;
    return true;
  }

  /** What comes of it, for one asker who has a place; to be subscribed to once. */
  Mono<V> result() {
    return new Mono<>() {
      @Override
      public void subscribe(CoreSubscriber<? super V> actual) {
        Place place = new Place(actual);
        actual.onSubscribe(place);
        if (isFirst()) {
          load.subscribe(run);
        }
        Signal<V> known = await(place);
        if (known != null) {
          place.tell(known);
        }
      }
    };
  }

  private synchronized boolean isFirst() {
    boolean first = !started;
    started = true;
    return first;
  }

  private synchronized @Nullable Signal<V> await(Place place) {
    if (outcome == null) {
      waiting.add(place);
    }
    return outcome;
  }

  private void end(Signal<V> signal) {
    for (Place place : over(signal)) {
      place.tell(signal);
    }
  }

  private synchronized List<Place> over(Signal<V> signal) {
    outcome = signal;
    List<Place> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  private synchronized boolean isLastToLeave(Place place) {
    waiting.remove(place);
    return outcome == null && --askers == 0;
  }

  private synchronized boolean isOver() {
    return outcome != null;
  }

  private final class Place extends Asker<V> {
    private final AtomicBoolean left = new AtomicBoolean();

    Place(CoreSubscriber<? super V> actual) {
      super(actual);
    }

    void tell(Signal<V> outcome) {
      Throwable failure = outcome.getThrowable();
      if (failure != null) {
        fail(failure);
      } else {
        complete(outcome.get());
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
    protected void hookOnNext(V value) {
      owner.settled(SharedLoad.this, value);
      end(Signal.next(value));
    }

    @Override
    protected void hookOnError(Throwable failure) {
      owner.dropped(SharedLoad.this);
      end(Signal.error(failure));
    }

    @Override
    protected void hookOnComplete() {
      if (!isOver()) {
        hookOnError(new IllegalStateException("a load ended without a value"));
      }
    }
  }
}
