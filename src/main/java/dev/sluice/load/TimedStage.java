package dev.sluice.load;

import dev.sluice.stage.Stage;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Measures the time of a stage, step by step, and passes its inputs and outputs to consumers. */
final class TimedStage<I, O> implements Stage<I, O> {

  private final Stage<I, O> stage;
  private final LongConsumer nanos;
  private final Consumer<? super I> inputs;
  private final Consumer<? super O> outputs;

  TimedStage(
      Stage<I, O> stage,
      LongConsumer nanos,
      Consumer<? super I> inputs,
      Consumer<? super O> outputs) {
    this.stage = stage;
    this.nanos = nanos;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  @Override
  public Iterable<O> feed(I input) {
    inputs.accept(input);
    return outputs(() -> stage.feed(input));
  }

  @Override
  public Iterable<O> finish() {
    return outputs(stage::finish);
  }

  @Override
  public Iterable<O> breakOff() {
    return outputs(stage::breakOff);
  }

  @Override
  public void close() {
    stage.close();
  }

  private Iterable<O> outputs(Supplier<Iterable<O>> step) {
    Iterator<O> iterator = timed(() -> step.get().iterator());
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return timed(iterator::hasNext);
          }

          @Override
          public O next() {
            O output = timed(iterator::next);
            outputs.accept(output);
            return output;
          }
        };
  }

  private <T> T timed(Supplier<T> work) {
    long began = System.nanoTime();
    try {
      return work.get();
    } finally {
      nanos.accept(System.nanoTime() - began);
    }
  }

  @Override
  public String toString() {
    return stage.toString();
  }
}
