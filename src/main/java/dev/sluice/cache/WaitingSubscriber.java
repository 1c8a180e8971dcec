package dev.sluice.cache;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * A subscriber that waits for a shared value. It receives one signal, unless it has cancelled
 * before; a value that arrives after that is not discarded, because others share it.
 */
abstract class WaitingSubscriber<V> extends Operators.MonoSubscriber<V, V> {

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
