package dev.sluice.flow;

import static dev.sluice.interleavings.Interleavings.require;

import dev.sluice.interleavings.Interleavings;
import dev.sluice.stage.Stage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** The operator of a stage: inputs arrive while outputs are requested and cancelled. */
class StageOperatorInterleavings {

  @Test
  void operator_anyOrder_signalsInTurnAndClosesOnce() {
    Interleavings.check(Model.class);
  }

  @Test
  void operator_withoutAQueueOfCalls_fails() {
    Interleavings.mustFail(Naive.class);
  }

  /** One subscription, one input with two outputs, and the end. */
  public static class Model {
    private final Inputs inputs = new Inputs();
    private final Outputs outputs = new Outputs();

    public Model() {
      new StageOperator<>(inputs, () -> outputs).subscribe(outputs);
    }

    @Operation(runOnce = true)
    public void feedAndComplete() {
      inputs.subscriber.onNext(1);
      inputs.subscriber.onComplete();
    }

    @Operation
    public void request() {
      outputs.subscription.request(1);
    }

    @Operation(runOnce = true)
    public void cancel() {
      outputs.cancelled = true;
      outputs.subscription.cancel();
    }

    @Validate
    public void atRest() {
      require(!outputs.faulty, "signals overlap, or follow the end");
      require(outputs.closed.get() <= 1, "closed twice");
      require(
          outputs.closed.get() == 1 || !(outputs.cancelled || outputs.ended),
          "the stage is never closed");
    }
  }

  private static final class Inputs extends Flux<Integer> implements Subscription {
    private CoreSubscriber<? super Integer> subscriber;

    @Override
    public void subscribe(CoreSubscriber<? super Integer> actual) {
      subscriber = actual;
      actual.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      // the input comes when the operation feeds it
    }

    @Override
    public void cancel() {
      // the input may come all the same
    }
  }

  /** The stage, and the subscriber of its outputs. */
  private static final class Outputs implements CoreSubscriber<Integer>, Stage<Integer, Integer> {
    private Subscription subscription;
    private volatile boolean within;
    private volatile boolean faulty;
    private volatile boolean ended;
    private volatile boolean cancelled;
    private final AtomicInteger closed = new AtomicInteger();

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

    @Override
    public void onSubscribe(Subscription outputs) {
      subscription = outputs;
    }

    @Override
    public void onNext(Integer output) {
      signal();
    }

    @Override
    public void onError(Throwable failure) {
      faulty = true;
    }

    @Override
    public void onComplete() {
      signal();
      ended = true;
    }

    void signal() {
      faulty |= within || ended;
      within = true;
      within = false;
    }
  }

  /** Signals on whichever thread calls. */
  public static class Naive {
    private final Outputs outputs = new Outputs();

    @Operation
    public void request() {
      outputs.onNext(1);
    }

    @Operation(runOnce = true)
    public void complete() {
      outputs.onComplete();
    }

    @Validate
    public void atRest() {
      require(!outputs.faulty, "signals overlap, or follow the end");
    }
  }
}
