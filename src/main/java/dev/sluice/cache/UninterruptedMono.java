package dev.sluice.cache;

import dev.sluice.cache.SharedLoad.WaitingSubscriber;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Work that runs on a scheduler's thread for one subscriber; others may share its result.
 *
 * <p>Unlike {@code subscribeOn}, cancelling does not interrupt the thread: it may be running a load
 * that others wait for, and an interrupt would close their file. Work that has not started is
 * removed from the queue; work that has started is cancelled through its subscription.
 */
final class UninterruptedMono<V> extends Mono<V> {

  private final Scheduler scheduler;
  private final Mono<V> work;

  private UninterruptedMono(Scheduler scheduler, Mono<V> work) {
    this.scheduler = scheduler;
    this.work = work;
  }

  /** Subscribes to the work on a thread of the scheduler, which also emits the result. */
  static <V> Mono<V> on(Scheduler scheduler, Mono<V> work) {
    return new UninterruptedMono<>(scheduler, work);
  }

  @Override
  public void subscribe(CoreSubscriber<? super V> actual) {
    Task<V> task = new Task<>(actual);
    actual.onSubscribe(task);
    try {
      task.queued.update(scheduler.schedule(() -> task.begin(work)));
    } catch (RejectedExecutionException e) {
      task.fail(e);
    }
  }

  private static final class Task<V> extends WaitingSubscriber<V> {
    private final AtomicBoolean decided = new AtomicBoolean();
    private final Disposable.Swap queued = Disposables.swap();
    private volatile @Nullable Subscription upstream;

    Task(CoreSubscriber<? super V> actual) {
      super(actual);
    }

    void begin(Mono<V> work) {
      if (decided.compareAndSet(false, true)) {
        work.subscribe(this);
      }
    }

    @Override
    void leave() {
      if (decided.compareAndSet(false, true)) {
        queued.dispose();
      } else if (upstream != null) {
        upstream.cancel();
      }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      if (isCancelled()) {
        subscription.cancel();
      } else {
        subscription.request(Long.MAX_VALUE);
      }
    }

    @Override
    public void onNext(V value) {
      complete(value);
    }

    @Override
    public void onError(Throwable failure) {
      fail(failure);
    }

    @Override
    public void onComplete() {
      // already completed by the value, which every successful load has
    }
  }
}
