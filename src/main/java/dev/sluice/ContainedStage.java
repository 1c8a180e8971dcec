package dev.sluice;

import dev.sluice.stage.Stage;
import java.util.Iterator;
import java.util.function.Supplier;

/**
 * A stage whose fatal errors end the load and nothing else.
 *
 * <p>Reactor lets a stack overflow or a linkage error escape to the worker's thread without telling
 * the subscriber, who would wait for ever. Such an error in a stage is one load's misfortune, so it
 * becomes that load's failure.
 */
final class ContainedStage<I, O> implements Stage<I, O> {

  private final Stage<I, O> stage;

  ContainedStage(Stage<I, O> stage) {
    this.stage = stage;
  }

  @Override
  public Iterable<O> feed(I input) {
    return contained(contain(() -> stage.feed(input)));
  }

  @Override
  public Iterable<O> finish() {
    return contained(contain(stage::finish));
  }

  @Override
  public Iterable<O> breakOff() {
    return contained(contain(stage::breakOff));
  }

  @Override
  public void close() {
    stage.close();
  }

  private static <O> Iterable<O> contained(Iterable<O> outputs) {
    Iterator<O> iterator = contain(outputs::iterator);
    return () ->
        new Iterator<O>() {
          @Override
          public boolean hasNext() {
            return contain(iterator::hasNext);
          }

          @Override
          public O next() {
            return contain(iterator::next);
          }
        };
  }

  private static <T> T contain(Supplier<T> step) {
    try {
      return step.get();
    } catch (Error e) {
      throw Failures.typed(e);
    }
  }

  @Override
  public String toString() {
    return stage.toString();
  }
}
