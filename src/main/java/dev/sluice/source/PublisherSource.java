package dev.sluice.source;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** The chunks of a publisher. */
record PublisherSource(String name, Publisher<ByteBuffer> publisher, boolean isStreamed)
    implements ByteSource {

  @Override
  public Flux<ByteBuffer> read() {
    return Boundary.entrance(Flux.from(new Asked(publisher)))
        .map(PublisherSource::withArray)
        .onErrorMap(e -> !(e instanceof WorkflowException), PublisherSource::unreadable);
  }

  @Override
  public boolean isAtHand() {
    return false;
  }

  /** The publisher, whose exceptions at a request are signalled; operators would not catch them. */
  private record Asked(Publisher<ByteBuffer> publisher) implements Publisher<ByteBuffer> {
    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      // the publisher's signals enter here, on whatever thread they come
      Boundary.entrance(Flux.from(publisher))
          .subscribe(new AskedSubscriber(Operators.toCoreSubscriber(subscriber)));
    }
  }

  private static final class AskedSubscriber implements CoreSubscriber<ByteBuffer>, Subscription {
    private final CoreSubscriber<? super ByteBuffer> actual;
    private volatile @Nullable Subscription upstream;

    AskedSubscriber(CoreSubscriber<? super ByteBuffer> actual) {
      this.actual = actual;
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      if (upstream != null) {
        subscription.cancel();
        return;
      }
      upstream = subscription;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(ByteBuffer chunk) {
      actual.onNext(chunk);
    }

    @Override
    public void onError(Throwable failure) {
      actual.onError(failure);
    }

    @Override
    public void onComplete() {
      actual.onComplete();
    }

    @Override
    public void request(long count) {
      Subscription from = upstream;
      if (from == null) {
        return;
      }
      try {
        from.request(count);
      } catch (RuntimeException e) {
        from.cancel();
        actual.onError(e);
      }
    }

    @Override
    public void cancel() {
      Subscription from = upstream;
      if (from != null) {
        from.cancel();
      }
    }
  }

  private static ByteBuffer withArray(ByteBuffer chunk) {
    if (chunk.hasArray()) {
      return chunk.duplicate(); // the publisher may emit the same buffer to the next subscriber
    }
    return ByteBuffer.allocate(chunk.remaining()).put(chunk.duplicate()).flip();
  }

  private static Throwable unreadable(Throwable cause) {
    return new UnreadableSourceException(
        Finding.of(
            FindingCode.UNREADABLE, "The source failed: " + cause.getClass().getSimpleName()),
        cause);
  }
}
