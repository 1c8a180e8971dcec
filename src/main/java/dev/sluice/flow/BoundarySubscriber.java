package dev.sluice.flow;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * Receives signals from outside a boundary, on any thread. It is a class and not a lambda, because
 * creating a lambda could fail for lack of memory before anything is guarded.
 */
final class BoundarySubscriber<T> implements CoreSubscriber<T> {

  private final CoreSubscriber<? super T> actual;
  private final Boundary within;

  BoundarySubscriber(CoreSubscriber<? super T> actual, Boundary within) {
    this.actual = actual;
    this.within = within;
  }

  @Override
  public Context currentContext() {
    return actual.currentContext();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    try {
      actual.onSubscribe(subscription);
    } catch (RuntimeException | Error e) {
      within.failOr(e);
    }
  }

  @Override
  public void onNext(T element) {
    try {
      actual.onNext(element);
    } catch (RuntimeException | Error e) {
      within.failOr(e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    try {
      actual.onError(failure);
    } catch (RuntimeException | Error e) {
      within.failOr(e);
    }
  }

  @Override
  public void onComplete() {
    try {
      actual.onComplete();
    } catch (RuntimeException | Error e) {
      within.failOr(e);
    }
  }
}
