package dev.sluice.stage;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stage that any thread may close at any time, while its own thread may be within a step.
 *
 * <pre>
 *            enter                 exit
 *   IDLE ------------> BUSY ---------------> IDLE
 *    |                  | close                |
 *    | close            v                      | close
 *    |            CLOSE_REQUESTED              |
 *    v                  | exit: the step's     v
 *   CLOSED <------------+ own thread closes   CLOSED
 * </pre>
 *
 * <p>So the wrapped stage is closed exactly once, never during a step, and no step begins after
 * that; a later step yields nothing.
 *
 * @param <I> the inputs of the wrapped stage
 * @param <O> its outputs
 */
public final class GuardedStage<I, O> implements Stage<I, O> {

  /*
   * Flux.using runs its clean-up on the cancelling thread, even while a step runs on another
   * thread. Freeing a zstd context or an Inflater at that moment would free it in use, so close()
   * only records the request, and the running step closes the stage.
   */
  private static final int IDLE = 0;
  private static final int BUSY = 1;
  private static final int CLOSE_REQUESTED = 2;
  private static final int CLOSED = 3;

  private final Stage<I, O> stage;
  private final AtomicInteger state = new AtomicInteger(IDLE);

  /** Guards a stage that must not be used directly any more. */
  public GuardedStage(Stage<I, O> stage) {
    this.stage = stage;
  }

  @Override
  public Iterable<O> feed(I input) {
    return guard(() -> stage.feed(input));
  }

  @Override
  public Iterable<O> finish() {
    return guard(stage::finish);
  }

  @Override
  public Iterable<O> breakOff() {
    return guard(stage::breakOff);
  }

  @Override
  public void close() {
    while (true) {
      int now = state.get();
      if (now == IDLE && state.compareAndSet(IDLE, CLOSED)) {
        stage.close();
        return;
      }
      if (now == BUSY && state.compareAndSet(BUSY, CLOSE_REQUESTED)) {
        return;
      }
      if (now == CLOSE_REQUESTED || now == CLOSED) {
        return;
      }
    }
  }

  /**
   * Whether the wrapped stage has no more of these outputs. Unlike {@link Iterator#hasNext}, it
   * does not create the next one.
   */
  public boolean isOver(Iterator<O> outputs) {
    return outputs instanceof GuardedStage<?, ?>.GuardedIterator guarded
        ? guarded.isOver()
        : !outputs.hasNext();
  }

  private Iterable<O> guard(Supplier<Iterable<O>> call) {
    if (!enter()) {
      return Collections.emptyList();
    }
    try {
      Iterator<O> outputs = call.get().iterator();
      return () -> new GuardedIterator(outputs);
    } finally {
      exit();
    }
  }

  private boolean enter() {
    return state.compareAndSet(IDLE, BUSY);
  }

  private void exit() {
    if (!state.compareAndSet(BUSY, IDLE)) {
      state.set(CLOSED);
      stage.close();
    }
  }

  /** Whether the wrapped stage is closed or about to be closed. */
  boolean isClosed() {
    return state.get() >= CLOSE_REQUESTED;
  }

  @Override
  public String toString() {
    return "GuardedStage[" + stage + ", state " + state.get() + "]";
  }

  /** Creates each output in hasNext, so that closing between the two calls loses nothing. */
  private final class GuardedIterator implements Iterator<O> {
    private final Iterator<O> outputs;
    private @Nullable O ready;

    GuardedIterator(Iterator<O> outputs) {
      this.outputs = outputs;
    }

    @Override
    public boolean hasNext() {
      if (ready != null) {
        return true;
      }
      if (!enter()) {
        return false;
      }
      try {
        if (outputs.hasNext()) {
          ready = outputs.next();
          return true;
        }
        return false;
      } finally {
        exit();
      }
    }

    private boolean isOver() {
      if (ready != null) {
        return false;
      }
      if (!enter()) {
        return true;
      }
      try {
        return !outputs.hasNext();
      } finally {
        exit();
      }
    }

    @Override
    public O next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no further output");
      }
      O output = Objects.requireNonNull(ready);
      ready = null;
      return output;
    }
  }
}
