package dev.sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.stage.Stage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A stage is closed although the source of its inputs cannot be cancelled. */
class StageOperatorTest {

  private static final String FULL = "the stage has failed";

  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void fail_inputsThatCannotBeCancelled_closesTheStageAndSignalsItsFailure() {
    StepVerifier.create(new StageOperator<>(inputs(), FailingStage::new))
        .verifyErrorSatisfies(
            failure ->
                assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage(FULL));

    assertThat(closed).hasValue(1);
  }

  @Test
  void cancel_inputsThatCannotBeCancelled_closesTheStage() {
    BaseSubscriber<String> subscriber =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {}
        };
    new StageOperator<>(inputs(), FailingStage::new).subscribe(subscriber);

    assertThatThrownBy(subscriber::cancel).hasMessage("cannot cancel");

    assertThat(closed).hasValue(1);
  }

  private static Flux<String> inputs() {
    return Flux.from(
        subscriber ->
            subscriber.onSubscribe(
                new Subscription() {
                  @Override
                  public void request(long n) {
                    subscriber.onNext("input");
                  }

                  @Override
                  public void cancel() {
                    throw new IllegalArgumentException("cannot cancel");
                  }
                }));
  }

  private final class FailingStage implements Stage<String, String> {
    @Override
    public Iterable<String> feed(String input) {
      throw new IllegalStateException(FULL);
    }

    @Override
    public Iterable<String> finish() {
      return List.of();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
