package dev.sluice.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.flow.Boundary;
import dev.sluice.source.ByteSource;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What is thrown behind a source that emits on its subscriber's thread ends the load. */
class SafeSourceTest {

  private static final ByteSource SOURCE = ByteSource.of("memory", new byte[] {'{', '}'});

  static Stream<Error> fatal() {
    return Stream.of(
        new OutOfMemoryError("made up"),
        new StackOverflowError("made up"),
        new NoClassDefFoundError("made up"));
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void read_fatalErrorAfterTheLastByte_isSignalled(Error thrown) {
    Mono<Object> afterwards =
        new SafeSource(SOURCE)
            .then(
                Mono.fromSupplier(
                    () -> {
                      throw thrown;
                    }));

    assertTyped(Boundary.around(afterwards).flux(), thrown);
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void read_fatalErrorOnAWorkersThread_isSignalled(Error thrown) {
    Mono<Object> afterwards =
        new SafeSource(SOURCE)
            .then(
                Mono.fromSupplier(
                    () -> {
                      throw thrown;
                    }));

    assertTyped(
        Boundary.around(Boundary.subscribedOn(Schedulers.boundedElastic(), afterwards)).flux(),
        thrown);
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void timer_fatalErrorOnItsThread_isSignalled(Error thrown) {
    Mono<Object> late =
        Boundary.entrance(Mono.delay(Duration.ofMillis(1)))
            .map(
                tick -> {
                  throw thrown;
                });

    assertTyped(Boundary.around(late).flux(), thrown);
  }

  private static void assertTyped(Flux<Object> load, Error thrown) {
    StepVerifier.create(load)
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isExactlyInstanceOf(LoaderFailedException.class)
                    .hasMessage(
                        thrown instanceof OutOfMemoryError
                            ? "Out of memory; give the program more with java -Xmx [INTERNAL]"
                            : "The loader failed: "
                                + thrown.getClass().getSimpleName()
                                + " [INTERNAL]")
                    .hasCause(thrown))
        .verify();
  }
}
