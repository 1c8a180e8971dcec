package dev.sluice.cli.answer;

import dev.sluice.Inspection;
import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import dev.sluice.lint.Linter;
import dev.sluice.model.WorkflowDefinition;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Loads inputs with a loader. */
public final class Answers {

  private Answers() {}

  /**
   * Loads inputs in parallel and returns the answers in the order of the inputs.
   *
   * <p>At most {@code threads} inputs are loaded ahead of the consumer of the stream. Closing the
   * stream cancels the running loads.
   *
   * @param kept reduces each answer to what is kept while it waits for its turn
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

  /**
   * Checks inputs in the same way, without creating nodes or keeping definitions.
   *
   * @param around completes or replaces the check of each input
   */
  public static Stream<Answer> checked(
      WorkflowLoader loader, Flux<Input> inputs, int threads, Around around) {
    return inOrder(
        inputs,
        threads,
        input ->
            around.answer(
                input,
                timed(
                    input,
                    start ->
                        loader
                            .inspect(input.source())
                            .map(result -> Answer.of(input, result, since(start))))));
  }

  /** Processes the check of an input. */
  @FunctionalInterface
  public interface Around extends Closeable {
    /** The answer for an input; {@code check} is cold. */
    Mono<Answer> answer(Input input, Mono<Answer> check);

    /** Frees what the answers needed. */
    @Override
    default void close() throws IOException {}
  }

  /** Reads inputs in the same way, without creating nodes. */
  public static Stream<Answer> read(WorkflowLoader loader, Flux<Input> inputs, int threads) {
    return inOrder(
        inputs,
        threads,
        input ->
            timed(
                input,
                start ->
                    loader
                        .tryRead(input.source())
                        .map(result -> Answer.of(input, result, since(start)))));
  }

  /**
   * Checks inputs in the same way, and also applies the lint rules to those that can be loaded.
   *
   * @param lenient loads the inputs, including those that {@code loader} rejects
   * @param around completes or replaces the check of each input
   */
  public static Stream<Answer> linted(
      WorkflowLoader loader,
      WorkflowLoader lenient,
      Linter linter,
      Flux<Input> inputs,
      int threads,
      Around around) {
    return inOrder(
        inputs,
        threads,
        input ->
            around.answer(
                input,
                timed(
                    input,
                    start ->
                        loader
                            .tryRead(input.source())
                            .flatMap(
                                checked ->
                                    linted(lenient, linter, input, checked)
                                        .map(result -> Answer.of(input, result, since(start)))))));
  }

  /** Only a document that {@code loader} rejects is read a second time. */
  private static Mono<Inspection> linted(
      WorkflowLoader lenient, Linter linter, Input input, ReadResult checked) {
    Mono<WorkflowDefinition> definition =
        checked.definition().isPresent()
            ? Mono.just(checked.definition().get())
            : lenient.tryRead(input.source()).flatMap(read -> Mono.justOrEmpty(read.definition()));
    return definition
        .flatMap(it -> linter.added(checked.report(), input.source(), it))
        .defaultIfEmpty(checked.report())
        .map(report -> new Inspection(checked.kind(), report));
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
