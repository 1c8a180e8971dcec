package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.error.WorkflowException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The answers of a loader to a row of inputs. */
final class Answers {

  private Answers() {}

  /**
   * Loads inputs side by side and gives the answers in the order of the inputs.
   *
   * <p>No more than {@code threads} inputs are read ahead of the one whose answer was taken last,
   * however many there are. Closing the stream ends the loads under way.
   *
   * @param kept what is kept of each answer while it waits for its turn
   */
  static Stream<Answer> of(
      WorkflowLoader loader, Flux<Input> inputs, int threads, UnaryOperator<Answer> kept) {
    return inputs.flatMapSequential(input -> load(loader, input).map(kept), threads, 1).toStream(1);
  }

  private static Mono<Answer> load(WorkflowLoader loader, Input input) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          return loader
              .tryLoad(input.source())
              .map(result -> Answer.of(input, result, since(start)))
              .onErrorResume(
                  WorkflowException.class,
                  failure -> Mono.just(Answer.of(input, failure, since(start))));
        });
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
