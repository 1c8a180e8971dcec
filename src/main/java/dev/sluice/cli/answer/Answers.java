package dev.sluice.cli.answer;

import dev.sluice.WorkflowLoader;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The answers of a loader to a row of inputs. */
public final class Answers {

  private Answers() {}

  /**
   * Loads inputs side by side and gives the answers in the order of the inputs.
   *
   * <p>No more than {@code threads} inputs are read ahead of the one whose answer was taken last,
   * however many there are. Closing the stream ends the loads under way.
   *
   * @param kept what is kept of each answer while it waits for its turn
   */
  public static Stream<Answer> of(
      WorkflowLoader loader, Flux<Input> inputs, int threads, UnaryOperator<Answer> kept) {
    return inOrder(
        inputs,
        threads,
        input ->
            timed(
                input,
                start ->
                    loader
                        .tryLoad(input.source())
                        .map(result -> kept.apply(Answer.of(input, result, since(start))))));
  }

  /** The same for inputs that are only checked: no node is made, and no definition kept. */
  public static Stream<Answer> checked(WorkflowLoader loader, Flux<Input> inputs, int threads) {
    return inOrder(
        inputs,
        threads,
        input ->
            timed(
                input,
                start ->
                    loader
                        .inspect(input.source())
                        .map(result -> Answer.of(input, result, since(start)))));
  }

  private static Stream<Answer> inOrder(
      Flux<Input> inputs, int threads, Function<Input, Mono<Answer>> answer) {
    return Boundary.around(
            Boundary.entrance(inputs)
                .flatMapSequential(input -> Boundary.entrance(answer.apply(input)), threads, 1))
        .toStream(1);
  }

  private static Mono<Answer> timed(Input input, LongFunction<Mono<Answer>> answer) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          return answer
              .apply(start)
              .onErrorResume(
                  WorkflowException.class,
                  failure -> Mono.just(Answer.of(input, failure, since(start))));
        });
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
