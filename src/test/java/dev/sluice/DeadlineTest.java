package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.LoadTimeoutException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Workflows;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** Loads that take too long. */
class DeadlineTest {

  @Test
  void load_publisherThatSaysNothing_endsAtTheDeadlineWithWhatWasFound() {
    byte[] half =
        Workflows.bytes("{\"nodes\":{\"a\":{\"node_id\":\"a\",\"node_type\":\"LogNoed\"},");
    PublisherProbe<ByteBuffer> probe =
        PublisherProbe.of(Flux.concat(Flux.just(ByteBuffer.wrap(half)), Flux.never()));

    StepVerifier.withVirtualTime(() -> WorkflowLoader.create().load(probe.flux()))
        .expectSubscription()
        .expectNoEvent(Duration.ofMillis(29_999))
        .thenAwait(Duration.ofMillis(1))
        .expectErrorSatisfies(
            e -> {
              assertThat(e)
                  .isExactlyInstanceOf(LoadTimeoutException.class)
                  .hasMessage(
                      "The load took longer than the limit milliseconds of 30000 [TIMED_OUT]");
              assertThat(((LoadTimeoutException) e).report().findings())
                  .extracting(Finding::code)
                  .containsExactly(FindingCode.TIMED_OUT, FindingCode.UNKNOWN_NODE_TYPE);
            })
        .verify();
    probe.assertWasCancelled();
  }

  @Test
  void load_publisherThatStallsWithCacheOnceItIsRead_keepsWhatWasFound() {
    byte[] half =
        Workflows.bytes(
            "{\"nodes\":{\"a\":{\"node_id\":\"a\",\"node_type\":\"LogNoed\"},"
                + " ".repeat(1 << 20)); // the cache holds back the first MiB

    StepVerifier.withVirtualTime(
            () ->
                WorkflowLoader.builder()
                    .cache(WorkflowCache.create())
                    .build()
                    .load(Flux.concat(Flux.just(ByteBuffer.wrap(half)), Flux.never())))
        .thenAwait(Duration.ofSeconds(30))
        .expectErrorSatisfies(
            e ->
                assertThat(((LoadTimeoutException) e).report().findings())
                    .extracting(Finding::code)
                    .containsExactly(FindingCode.TIMED_OUT, FindingCode.UNKNOWN_NODE_TYPE))
        .verify();
  }

  @Test
  void load_trusted_hasNoDeadline() {
    StepVerifier.withVirtualTime(
            () -> WorkflowLoader.builder().limits(Limits.trusted()).build().load(Flux.never()))
        .expectSubscription()
        .expectNoEvent(Duration.ofDays(10_000))
        .thenCancel()
        .verify();
  }

  @Test
  void load_fileWhoseReadTakesTooLong_endsAndIsClosed() throws Exception {
    FaultyFile file =
        new FaultyFile("a.json", Workflows.bytes(Workflows.chain(1)))
            .beforeRead(number -> LoadLifecycleTest.awaitInterrupt());
    Limits limits = Limits.untrusted().with(Limit.MILLISECONDS, 50);
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(limits).build()) {
      StepVerifier.create(loader.load(file.path()))
          .expectErrorMessage(
              "The load took longer than the limit milliseconds of 50 in a.json [TIMED_OUT]")
          .verify();
      assertThat(file.awaitClosings(1)).isTrue();
    }
  }
}
