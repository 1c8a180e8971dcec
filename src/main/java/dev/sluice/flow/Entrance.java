package dev.sluice.flow;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/** Receives signals from outside a boundary, on any thread. */
final class Entrance<T> implements CoreSubscriber<T> {

  private final CoreSubscriber<? super T> actual;
  private final Boundary within;

  Entrance(CoreSubscriber<? super T> actual, Boundary within) {
    this.actual = actual;
    this.within = within;
  }

  @Override
  public Context currentContext() {
    return actual.currentContext();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    within.run(() -> actual.onSubscribe(subscription));
  }

  @Override
  public void onNext(T element) {
    within.run(() -> actual.onNext(element));
  }

  @Override
  public void onError(Throwable failure) {
    within.run(() -> actual.onError(failure));
  }

  @Override
  public void onComplete() {
    within.run(actual::onComplete);
  }
}
