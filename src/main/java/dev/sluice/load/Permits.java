package dev.sluice.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * A limited number of permits that loads acquire without blocking a thread. Waiting loads get their
 * permits in order of arrival; a later load does not overtake them.
 *
 * <p>The permits are passed on outside the lock and one after another, even if the end of one load
 * lets the next one begin and end at once. Thread-safe.
 */
final class Permits {

  private final int count;
  private final int mostWaiting;
  private final Supplier<? extends Throwable> full;

  /** Guarded by the lock of this object, as are {@link #free} and {@link #closed}. */
  private final Deque<Permit> waiting = new ArrayDeque<>();

  private int free;
  private boolean closed;

  /** The number of unhandled calls of {@link #passOn}; while it is not 0, a thread handles them. */
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * A number of permits.
   *
   * @param count at least 1
   * @param mostWaiting how many may wait for one
   * @param full creates the failure of a load for which too many others are waiting
   */
  Permits(int count, int mostWaiting, Supplier<? extends Throwable> full) {
    this.count = count;
    this.free = count;
    this.mostWaiting = mostWaiting;
    this.full = full;
  }

  /** A permit that has not been taken yet. */
  Permit permit() {
    return new Permit();
  }

  /** Passes no more permits on; the loads that wait are ended by their subscribers. */
  synchronized void close() {
    closed = true;
  }

  /** The number of permits in use. */
  synchronized int held() {
    return count - free;
  }

  /** The number of loads that wait for a permit. */
  synchronized int waiting() {
    return waiting.size();
  }

  private synchronized boolean takeFree() {
    if (free == 0 || !waiting.isEmpty()) {
      return false;
    }
    free--;
    return true;
  }

  private void releaseOne() {
    synchronized (this) {
      free++;
    }
    passOn();
  }

  private void passOn() {
    if (calls.getAndIncrement() != 0) {
      return;
    }
    Throwable thrown = null;
    int handled = 1;
    while (handled != 0) {
      for (Permit next = next(); next != null; next = next()) {
        try {
          next.grant();
        } catch (RuntimeException | Error e) {
          thrown = thrown == null ? e : thrown; // the others still wait for their permits
        }
      }
      handled = calls.addAndGet(-handled);
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }

  private synchronized @Nullable Permit next() {
    Permit next = free == 0 || closed ? null : waiting.poll();
    if (next != null) {
      free--;
    }
    return next;
  }

  private enum Turn {
    NOW,
    LATER,
    NEVER
  }

  private synchronized Turn queue(Permit permit) {
    if (free > 0 && waiting.isEmpty()) {
      free--;
      return Turn.NOW;
    }
    if (waiting.size() >= mostWaiting) {
      return Turn.NEVER;
    }
    waiting.add(permit);
    return Turn.LATER;
  }

  private synchronized void leave(Permit permit) {
    waiting.remove(permit);
  }

  /**
   * The permits that one load acquires and releases.
   *
   * <pre>
   *   NEW ---> HELD ----------> OVER
   *    |        ^                ^
   *    +--> WAITING -------------+  leaves the queue
   * </pre>
   */
  final class Permit {

    private enum State {
      NEW,
      WAITING,
      HELD,
      OVER
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile @Nullable CoreSubscriber<?> waiter;

    private Permit() {}

    boolean isHeld() {
      return state.get() == State.HELD;
    }

    /** Takes a permit if one is free and no other load waits for it. */
    boolean tryTake() {
      if (!takeFree()) {
        return false;
      }
      if (!state.compareAndSet(State.NEW, State.HELD)) {
        releaseOne(); // the load has ended meanwhile
      }
      return true;
    }

    /**
     * Completes when the permit is taken: at once, or on the thread that gives another one back.
     * Fails if too many are waiting. Cancelling leaves the queue. Subscribe only once.
     */
    <T> Mono<T> taken() {
      return new Mono<>() {
        @Override
        public void subscribe(CoreSubscriber<? super T> actual) {
          await(actual);
        }
      };
    }

    private void await(CoreSubscriber<?> actual) {
      waiter = actual;
      if (!state.compareAndSet(State.NEW, State.WAITING)) {
        Operators.complete(actual); // the load has ended meanwhile
        return;
      }
      actual.onSubscribe(new Waiting()); // before queueing, after which another thread may grant it
      switch (queue(this)) {
        case NOW -> grant();
        case LATER -> {
          if (state.get() == State.OVER) {
            leave(this); // cancelled before it was in the queue
          }
        }
        case NEVER -> {
          state.set(State.OVER);
          actual.onError(full.get());
        }
      }
    }

    private void grant() {
      if (!state.compareAndSet(State.WAITING, State.HELD)) {
        releaseOne(); // the load has ended meanwhile
        return;
      }
      CoreSubscriber<?> actual = waiter;
      if (actual != null) {
        actual.onComplete();
      }
    }

    /** Gives the permit back or leaves the queue; has no effect the second time. */
    void release() {
      State before = state.getAndSet(State.OVER);
      if (before == State.HELD) {
        releaseOne();
      } else if (before == State.WAITING) {
        leave(this);
      }
    }

    private final class Waiting implements Subscription {
      @Override
      public void request(long n) {
        // no values are emitted, so there is no demand to record
      }

      @Override
      public void cancel() {
        release();
      }
    }
  }
}
