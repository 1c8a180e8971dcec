package dev.sluice.flow;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * Takes signals from outside a boundary, on whatever thread they come; without a lambda, which
 * would take memory before it guards anything.
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
