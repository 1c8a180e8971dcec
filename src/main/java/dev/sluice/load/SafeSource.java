package dev.sluice.load;

import dev.sluice.flow.Boundary;
import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Wraps the bytes of a source whose code may fail in any way: exceptions it throws become error
 * signals.
 *
 * <p>Exceptions that a host's source throws on its own threads cannot be caught. Signals after the
 * end or a cancel are ignored.
 */
final class SafeSource extends Flux<ByteBuffer> {

  private final ByteSource source;

  SafeSource(ByteSource source) {
    this.source = source;
  }

  @Override
  public void subscribe(CoreSubscriber<? super ByteBuffer> actual) {
    SafeSubscriber safe = new SafeSubscriber(actual);
    try {
      Boundary.entrance(source.read()).subscribe(safe);
    } catch (RuntimeException | Error e) {
      if (!safe.fail(e)) {
        throw e;
      }
    }
  }

  private static final class SafeSubscriber implements CoreSubscriber<ByteBuffer>, Subscription {

    private final CoreSubscriber<? super ByteBuffer> actual;
    private Subscription upstream = Operators.emptySubscription();
    private boolean subscribed;
    private volatile boolean done;

    SafeSubscriber(CoreSubscriber<? super ByteBuffer> actual) {
      this.actual = actual;
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      if (subscribed) {
        subscription.cancel(); // a source may subscribe only once
        return;
      }
      upstream = subscription;
      subscribed = true;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(ByteBuffer chunk) {
      if (!done) {
        actual.onNext(chunk);
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (!done) {
        done = true;
        actual.onError(TypedFailures.ofSource(failure));
      }
    }

    @Override
    public void onComplete() {
      if (!done) {
        done = true;
        actual.onComplete();
      }
    }

    @Override
    public void request(long n) {
      try {
        upstream.request(n);
      } catch (RuntimeException | Error e) {
        if (!fail(e)) {
          throw e;
        }
      }
    }

    @Override
    public void cancel() {
      done = true;
      upstream.cancel();
    }

    /**
     * Signals an exception, unless the source has ended; then the boundary around the load handles
     * it.
     */
    private boolean fail(Throwable failure) {
      if (done) {
        return false;
      }
      if (!subscribed) {
        onSubscribe(Operators.emptySubscription());
      }
      upstream.cancel();
      onError(failure);
      return true;
    }
  }
}
