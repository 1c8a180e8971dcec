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
  private List<Place> waiting = new ArrayList<>();
  private int askers = 1;
  private boolean started;
  private boolean over;
  private @Nullable V outcome;
  private @Nullable Throwable failure;

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
          Boundary.around(load).subscribe(run);
        }
        if (isOver(place)) {
          place.tell();
        }
      }
    };
  }

  private synchronized boolean isFirst() {
    boolean first = !started;
    started = true;
    return first;
  }

  private synchronized boolean isOver(Place place) {
    if (!over) {
      waiting.add(place);
    }
    return over;
  }

  private void end(@Nullable V made, @Nullable Throwable why) {
    List<Place> all;
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
    tell(all, 0);
  }

  /** Tells all of them, whatever one that has been told throws. */
  private void tell(List<Place> all, int from) {
    for (int i = from; i < all.size(); i++) {
      try {
        all.get(i).tell();
      } catch (RuntimeException | Error e) {
        tell(all, i + 1);
        throw e;
      }
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private synchronized boolean isLastToLeave(Place place) {
    waiting.remove(place);
    return !over && --askers == 0;
  }

  private final class Place extends Asker<V> {
    private final AtomicBoolean left = new AtomicBoolean();

    Place(CoreSubscriber<? super V> actual) {
      super(actual);
    }

    /** Tells how the load ended, on the thread of another asker perhaps. */
    void tell() {
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
        hookOnError(
            Boundary.typed(e)); // it cannot be kept, and Reactor would signal no fatal error
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
}
