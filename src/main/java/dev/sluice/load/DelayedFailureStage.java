package dev.sluice.load;

import dev.sluice.error.WorkflowException;
import dev.sluice.stage.Stage;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delays the failure of a reading stage, if the source is compressed, until the whole source has
 * been decompressed.
 *
 * <p>A damaged source yields wrong bytes before its checksum reveals the damage. The position of
 * the reader at that time depends on the chunks, but the result must not. So after a failure the
 * rest of the source is decompressed and discarded, within the limits, and damage found there is
 * reported instead. A plain source has no checksum, so its failure is reported at once.
 */
final class DelayedFailureStage<I, O> implements Stage<I, O> {

  private final Stage<I, O> stage;
  private final BooleanSupplier isCompressed;
  private @Nullable WorkflowException failure;

  /**
   * Wraps a stage that reads decompressed bytes.
   *
   * @param isCompressed whether the source of the bytes is compressed; called after the first bytes
   */
  DelayedFailureStage(Stage<I, O> stage, BooleanSupplier isCompressed) {
    this.stage = stage;
    this.isCompressed = isCompressed;
  }

  @Override
  public Iterable<O> feed(I input) {
    if (failure != null) {
      return Collections.emptyList();
    }
    try {
      Iterator<O> outputs = stage.feed(input).iterator();
      return () -> new UpToFailure(outputs);
    } catch (WorkflowException e) {
      postpone(e);
      return Collections.emptyList();
    }
  }

  @Override
  public Iterable<O> finish() {
    throwPostponed();
    return stage.finish();
  }

  @Override
  public Iterable<O> breakOff() {
    throwPostponed();
    return stage.breakOff();
  }

  private void postpone(WorkflowException e) {
    if (!isCompressed.getAsBoolean()) {
      throw e;
    }
    failure = e;
  }

  private void throwPostponed() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    stage.close();
  }

  @Override
  public String toString() {
    return stage.toString();
  }

  /** The outputs before a failure. */
  private final class UpToFailure implements Iterator<O> {
    private final Iterator<O> outputs;

    UpToFailure(Iterator<O> outputs) {
      this.outputs = outputs;
    }

    @Override
    public boolean hasNext() {
      if (failure != null) {
        return false;
      }
      try {
        return outputs.hasNext();
      } catch (WorkflowException e) {
        postpone(e);
        return false;
      }
    }

    @Override
    public O next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no further output");
      }
      return outputs.next();
    }
  }
}
