package dev.sluice.tck;

import dev.sluice.flow.StageOperator;
import dev.sluice.stage.Stage;
import java.util.List;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import reactor.core.publisher.Flux;

/** The operator that every stage runs in, with a stage that gives two outputs for each input. */
public class StageOperatorVerification extends PublisherVerification<Integer> {

  public StageOperatorVerification() {
    super(new TestEnvironment(200, 60), 300);
  }

  @Override
  public Publisher<Integer> createPublisher(long elements) {
    Flux<Integer> inputs = Flux.range(0, Math.toIntExact(elements / 2));
    return new StageOperator<>(inputs, () -> new Twice(elements % 2 == 1));
  }

  @Override
  public Publisher<Integer> createFailedPublisher() {
    return new StageOperator<>(
        Flux.<Integer>never(),
        () -> {
          throw new IllegalStateException("no stage");
        });
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1_000_000;
  }

  private record Twice(boolean once) implements Stage<Integer, Integer> {
    @Override
    public Iterable<Integer> feed(Integer input) {
      return List.of(input, input);
    }

    @Override
    public Iterable<Integer> finish() {
      return once ? List.of(-1) : List.of();
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
