package dev.sluice.stage;

import java.util.List;

/**
 * A resumable step of the pipeline: takes inputs one at a time and answers each with outputs.
 *
 * <p>A stage is a plain state machine for one run over one document. It knows no Reactor type and
 * no thread of its own; one thread at a time uses it. The rules:
 *
 * <ul>
 *   <li>The iterable that {@link #feed} or {@link #finish} returns is <em>lazy</em> and is iterated
 *       at most once: each {@code next} does the work for that output only. It is used up before
 *       the next call on the stage.
 *   <li>The receiver of a chunk owns it. What a stage puts out is its consumer's, except where a
 *       stage says that it is valid only until the next call.
 *   <li>The input runs out of bytes anywhere: a stage keeps what it needs and says nothing.
 *   <li>A stage that has thrown is only closed afterwards.
 *   <li>{@link #close} is idempotent and frees native memory first. Other threads close through
 *       {@link GuardedStage} only.
 * </ul>
 *
 * @param <I> what it takes
 * @param <O> what it gives
 */
public interface Stage<I, O> extends AutoCloseable {

  /** Takes one input and gives, lazily, what can be said by it. */
  Iterable<O> feed(I input);

  /** Takes note that no input follows and gives, lazily, what is left to say. */
  Iterable<O> finish();

  /**
   * Takes note that the input breaks off with a failure, and gives, lazily, what can be said of the
   * inputs so far and has not been said; nothing by default.
   */
  default Iterable<O> breakOff() {
    return List.of();
  }

  /** Frees what the stage holds. */
  @Override
  void close();
}
