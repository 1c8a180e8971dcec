package dev.sluice.stage;

import java.util.List;

/**
 * A resumable step of the pipeline: it accepts inputs one at a time and produces outputs for each.
 *
 * <p>A stage is a plain state machine for one run over one document. It does not depend on Reactor,
 * has no threads, and is used by one thread at a time. The rules:
 *
 * <ul>
 *   <li>The iterable returned by {@link #feed} or {@link #finish} is <em>lazy</em> and is iterated
 *       at most once: each {@code next} does only the work for that output. It is exhausted before
 *       the next call on the stage.
 *   <li>The receiver of a chunk owns it. An output belongs to its consumer, unless the stage
 *       documents that it is valid only until the next call.
 *   <li>The input may end a chunk at any byte: a stage keeps what it needs and produces no output.
 *   <li>A stage that has thrown an exception may only be closed.
 *   <li>{@link #close} is idempotent and frees native memory first. Other threads close a stage
 *       only through {@link GuardedStage}.
 * </ul>
 *
 * @param <I> the inputs
 * @param <O> the outputs
 */
public interface Stage<I, O> extends AutoCloseable {

  /** Accepts one input and lazily produces the outputs for it. */
  Iterable<O> feed(I input);

  /** Ends the input and lazily produces the remaining outputs. */
  Iterable<O> finish();

  /**
   * Ends the input with a failure and lazily produces outputs for the inputs so far that have not
   * been produced yet; by default none.
   */
  default Iterable<O> breakOff() {
    return List.of();
  }

  /** Frees all resources. */
  @Override
  void close();
}
