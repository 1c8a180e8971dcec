package dev.sluice.flow;

import dev.sluice.stage.Stage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** One subscription of an operator whose stage gives two outputs for each input, and its judge. */
final class StageOperatorRun implements CoreSubscriber<Integer> {

  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger values = new AtomicInteger();
  final AtomicInteger ends = new AtomicInteger();
  final AtomicInteger faults = new AtomicInteger();

  private final AtomicInteger within = new AtomicInteger();
  private CoreSubscriber<? super Integer> inputs;
  private Subscription outputs;

  StageOperatorRun() {
    new StageOperator<>(new Inputs(), Twice::new).subscribe(this);
    outputs.request(1);
  }

  void feedAndComplete() {
    inputs.onNext(1);
    inputs.onComplete();
  }

  /** Requests the second output, and then what follows it: the end. */
  void request() {
    outputs.request(2);
  }

  void cancel() {
    outputs.cancel();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    outputs = subscription;
  }

  @Override
  public void onNext(Integer output) {
    signalled(values);
  }

  @Override
  public void onError(Throwable failure) {
    faults.incrementAndGet();
  }

  @Override
  public void onComplete() {
    signalled(ends);
    if (closed.get() != 1) {
      faults.incrementAndGet();
    }
  }

  private void signalled(AtomicInteger signals) {
    if (within.getAndIncrement() != 0 || ends.get() != 0) {
      faults.incrementAndGet();
    }
    signals.incrementAndGet();
    within.decrementAndGet();
  }

  private final class Inputs extends Flux<Integer> implements Subscription {
    @Override
    public void subscribe(CoreSubscriber<? super Integer> actual) {
      inputs = actual;
      actual.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      // what is fed comes when an actor feeds it
    }

    @Override
    public void cancel() {
      // the actors do not listen
    }
  }

  private final class Twice implements Stage<Integer, Integer> {
    @Override
    public Iterable<Integer> feed(Integer input) {
      return List.of(input, input);
    }

    @Override
    public Iterable<Integer> finish() {
      return List.of();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
