package dev.sluice.cache;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * One who waits for a value that is made elsewhere; told once, unless it has left before: then what
 * comes is not for it, and is dropped nowhere.
 */
abstract class Asker<V> extends Operators.MonoSubscriber<V, V> {

  Asker(CoreSubscriber<? super V> actual) {
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

  /** Takes note that nobody waits any more; may be called again, and after the value as well. */
  abstract void leave();
}
