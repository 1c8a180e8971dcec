package dev.sluice.flow;

import dev.sluice.error.LimitExceededException;
import dev.sluice.stage.GuardedStage;
import dev.sluice.stage.Stage;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * An operator that applies a stage to a Flux of inputs; each subscription has its own stage.
 *
 * <p>No work is done ahead of demand: an input is requested when an output is requested and all
 * outputs of the previous input are consumed. The stage runs on the threads that signal the inputs
 * or request outputs. It is closed exactly once, before the terminal signal or when the subscriber
 * cancels.
 *
 * @param <I> the inputs
 * @param <O> the outputs
 */
public final class StageOperator<I, O> extends FluxOperator<I, O> {

  private final Supplier<Stage<I, O>> open;

  /**
   * A Flux of outputs.
   *
   * @param open creates the stage of one subscription
   */
  public StageOperator(Flux<I> inputs, Supplier<Stage<I, O>> open) {
    super(inputs);
    this.open = open;
  }

  @Override
  public void subscribe(CoreSubscriber<? super O> actual) {
    Run<I, O> run;
    try {
      run = new Run<>(actual, new GuardedStage<>(open.get()));
    } catch (RuntimeException | Error e) {
      Operators.error(actual, signalled(e));
      return;
    }
    try {
      source.subscribe(run);
    } catch (RuntimeException | Error e) {
      run.cancel(); // nothing else closes the stage
      throw e;
    }
  }

  /** Wraps a fatal error, which Reactor would rethrow instead of signalling it. */
  private static Throwable signalled(Throwable failure) {
    return failure instanceof Error ? Boundary.typed(failure) : failure;
  }

  private static final class Run<I, O> implements CoreSubscriber<I>, Subscription {
    private final CoreSubscriber<? super O> actual;
    private final GuardedStage<I, O> stage;

    /** Calls to be handled by the working thread; a thread is working while this is not 0. */
    private final AtomicInteger calls = new AtomicInteger();

    private final AtomicLong requested = new AtomicLong();
    private Subscription inputs = Operators.emptySubscription();
    private volatile boolean cancelled;

    // written before a call, and read by the working thread
    private volatile @Nullable I input;
    private volatile boolean inputsEnded;
    private volatile @Nullable Throwable broken;

    // accessed only by the working thread
    private @Nullable Iterator<O> outputs;
    private boolean awaitsInput;
    private boolean ending;
    private boolean over;

    Run(CoreSubscriber<? super O> actual, GuardedStage<I, O> stage) {
      this.actual = actual;
      this.stage = stage;
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      inputs = subscription;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(I next) {
      input = next;
      work();
    }

    @Override
    public void onError(Throwable failure) {
      broken = failure;
      inputsEnded = true;
      work();
    }

    @Override
    public void onComplete() {
      inputsEnded = true;
      work();
    }

    @Override
    public void request(long n) {
      if (Operators.validate(n)) {
        requested.accumulateAndGet(n, Operators::addCap);
        work();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      release();
    }

    private void release() {
      try {
        inputs.cancel();
      } finally {
        stage.close(); // deferred to the end of a step that runs on another thread
      }
    }

    private void work() {
      if (calls.getAndIncrement() != 0) {
        return;
      }
      int answered = 1;
      while (answered != 0) {
        while (step()) {}
        answered = calls.addAndGet(-answered);
      }
    }

    /** Takes one step; false if there is no further step until the next call. */
    private boolean step() {
      boolean ended = inputsEnded; // read before the input, which is written before the end
      boolean wanted = requested.get() > 0;
      if (cancelled || over || (!wanted && !(ended && input == null))) {
        return false;
      }
      @Nullable O output = null;
      try {
        Iterator<O> from = outputs;
        if (from == null) {
          return advance(ended);
        }
        if (!wanted && !(ending && stage.isOver(from))) {
          return false; // an output is created only on demand
        }
        if (wanted && from.hasNext()) {
          output = from.next();
        }
      } catch (RuntimeException | Error e) {
        fail(e);
        return false;
      }
      if (output != null) {
        emit(output);
      } else {
        outputs = null;
        if (ending) {
          end();
        }
      }
      return true;
    }

    /** Processes the next input or requests one; false if none has arrived yet. */
    private boolean advance(boolean ended) {
      I next = input;
      if (next != null) {
        input = null;
        awaitsInput = false;
        outputs = stage.feed(next).iterator();
      } else if (ended) {
        ending = true;
        outputs = (broken == null ? stage.finish() : stage.breakOff()).iterator();
      } else if (awaitsInput) {
        return false;
      } else {
        awaitsInput = true;
        inputs.request(1);
      }
      return true;
    }

    private void emit(O output) {
      if (requested.get() != Long.MAX_VALUE) {
        requested.decrementAndGet();
      }
      if (!cancelled) {
        actual.onNext(output);
      }
    }

    private void end() {
      over = true;
      Throwable failure = broken;
      try {
        stage.close();
      } catch (RuntimeException | Error e) {
        failure = failure != null ? failure : signalled(e);
      }
      if (failure != null) {
        actual.onError(failure);
      } else {
        actual.onComplete();
      }
    }

    /** Whether the failure that ended the inputs takes precedence over the stage's own. */
    private boolean isTheReason(Throwable brokenOff) {
      return ending && !(brokenOff instanceof LimitExceededException);
    }

    private void fail(Throwable thrown) {
      over = true;
      outputs = null; // the failure may need the memory
      input = null;
      try {
        release();
      } catch (RuntimeException | Error e) {
        // the first failure is the reason; the subscriber must receive it
      }
      if (!cancelled) {
        Throwable before = broken;
        actual.onError(before != null && isTheReason(before) ? before : signalled(thrown));
      }
    }
  }
}
