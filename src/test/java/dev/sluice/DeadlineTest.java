package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.LoadTimeoutException;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Loads that take too long. */
class DeadlineTest {

  private static final String HALF =
      "{\"nodes\":{\"a\":{\"node_id\":\"a\",\"node_type\":\"LogNoed\",\"config\":{}},";
  private static final String OTHER_HALF =
      "\"b\":{\"node_id\":\"b\",\"node_type\":\"LogNode\",\"config\":{}}},\"connections\":[]}";
  private static final Duration WAIT = Duration.ofSeconds(30);

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
  void events_publisherThatSaysNothing_isCancelledAtTheDeadline() {
    PublisherProbe<ByteBuffer> probe = PublisherProbe.of(Flux.never());

    StepVerifier.withVirtualTime(
            () -> WorkflowLoader.create().events(ByteSource.of("slow", probe.flux())))
        .thenAwait(Duration.ofSeconds(30))
        .expectErrorSatisfies(e -> assertFound(e, FindingCode.TIMED_OUT))
        .verify();
    probe.assertWasCancelled();
  }

  @Test
  void events_endlessBlanksWithoutWaiting_arePulledNoFurtherThanTheDeadline() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    Flux<ByteBuffer> blanks =
        Flux.<ByteBuffer>generate(sink -> sink.next(ByteBuffer.wrap(new byte[] {' '})))
            .doOnCancel(cancelled::countDown);
    Limits limits = Limits.trusted().with(Limit.MILLISECONDS, 50);
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(limits).build()) {
      StepVerifier.create(loader.events(ByteSource.of("blanks", blanks)))
          .expectErrorSatisfies(e -> assertFound(e, FindingCode.TIMED_OUT))
          .verify(WAIT);

      assertThat(cancelled.await(WAIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1 << 20}) // the cache holds back the first MiB
  void load_publisherThatStallsWithCache_keepsWhatWasFound(int blanks) {
    byte[] half = Workflows.bytes(HALF + " ".repeat(blanks));
    PublisherProbe<ByteBuffer> probe = PublisherProbe.of(Flux.concat(cut(half), Flux.never()));

    StepVerifier.withVirtualTime(() -> cached(WorkflowCache.create()).load(probe.flux()))
        .thenAwait(Duration.ofSeconds(30))
        .expectErrorSatisfies(DeadlineTest::assertLate)
        .verify();
    probe.assertWasCancelled();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void load_collectedPublisherThatStallsBehindAFault_reportsTheFaultAtTheDeadline(boolean cached) {
    byte[] broken = Workflows.bytes(HALF + "}");

    StepVerifier.withVirtualTime(
            () ->
                (cached ? cached(WorkflowCache.create()) : WorkflowLoader.create())
                    .load(Flux.concat(cut(broken), Flux.never())))
        .thenAwait(Duration.ofSeconds(30))
        .expectErrorSatisfies(
            e ->
                assertFound(
                    e,
                    FindingCode.TIMED_OUT,
                    FindingCode.UNKNOWN_NODE_TYPE,
                    FindingCode.MALFORMED_JSON))
        .verify();
  }

  @Test
  void load_streamedPublisherThatStallsBehindAFault_tellsTheFaultAtOnce() {
    byte[] broken = Workflows.bytes(HALF + "}");
    ByteSource source = ByteSource.streamed("", Flux.concat(cut(broken), Flux.never()));

    StepVerifier.withVirtualTime(() -> WorkflowLoader.create().load(source))
        .expectErrorSatisfies(e -> assertThat(e).isInstanceOf(MalformedJsonException.class))
        .verify();
  }

  @Test
  void load_publisherThatStallsWithCacheBeforeItsFirstByte_isLateAtTheDeadline() {
    StepVerifier.withVirtualTime(() -> cached(WorkflowCache.create()).load(Flux.never()))
        .expectSubscription()
        .expectNoEvent(Duration.ofMillis(29_999))
        .thenAwait(Duration.ofMillis(1))
        .expectErrorSatisfies(e -> assertFound(e, FindingCode.TIMED_OUT))
        .verify();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1 << 20})
  void load_joinedReadingThatIsLate_tellsWhatThatHasFoundAndLeavesItToOthers(
      int blanks, @TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("a.json"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH)); // a stamp that is trusted
    Sinks.Many<ByteBuffer> bytes = Sinks.many().unicast().onBackpressureBuffer();
    ByteSource source = new StalledFile(file, bytes.asFlux());
    cut(Workflows.bytes(HALF + " ".repeat(blanks))).subscribe(bytes::tryEmitNext);
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    WorkflowCache cache = WorkflowCache.create();
    try (WorkflowLoader loader = cached(cache)) {
      StepVerifier first =
          StepVerifier.create(loader.load(source))
              .expectErrorSatisfies(DeadlineTest::assertLate)
              .verifyLater();
      time.advanceTimeBy(Duration.ofSeconds(10));
      StepVerifier second =
          StepVerifier.create(loader.load(source))
              .expectErrorSatisfies(DeadlineTest::assertLate)
              .verifyLater();
      time.advanceTimeBy(Duration.ofSeconds(10));
      StepVerifier third =
          StepVerifier.create(loader.load(source))
              .assertNext(schema -> assertThat(schema.definition().nodes()).containsKeys("a", "b"))
              .expectComplete()
              .verifyLater();
      assertThat(cache.statistics().shared()).isEqualTo(2);

      time.advanceTimeBy(Duration.ofSeconds(10));
      first.verify(WAIT);
      time.advanceTimeBy(Duration.ofSeconds(10));
      second.verify(WAIT);
      bytes.tryEmitNext(ByteBuffer.wrap(Workflows.bytes(OTHER_HALF)));
      bytes.tryEmitComplete();
      third.verify(WAIT);
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  private static WorkflowLoader cached(WorkflowCache cache) {
    return WorkflowLoader.builder().cache(cache).build();
  }

  private static Flux<ByteBuffer> cut(byte[] bytes) {
    return Flux.just(
        ByteBuffer.wrap(bytes, 0, 9), ByteBuffer.wrap(bytes, 9, bytes.length - 9).slice());
  }

  private static void assertLate(Throwable failure) {
    assertFound(failure, FindingCode.TIMED_OUT, FindingCode.UNKNOWN_NODE_TYPE);
  }

  private static void assertFound(Throwable failure, FindingCode... codes) {
    assertThat(failure).isExactlyInstanceOf(LoadTimeoutException.class);
    assertThat(((LoadTimeoutException) failure).report().findings())
        .extracting(Finding::code)
        .containsExactly(codes);
  }

  /** A file whose bytes come when a publisher has them. */
  private record StalledFile(Path path, Flux<ByteBuffer> read) implements ByteSource {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public boolean isAtHand() {
      return false;
    }

    @Override
    public Optional<Path> file() {
      return Optional.of(path);
    }
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
    Limits limits = Limits.untrusted().with(Limit.MILLISECONDS, 500);
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(limits).build()) {
      StepVerifier.create(loader.load(file.path()))
          .expectErrorMessage(
              "The load took longer than the limit milliseconds of 500 (a.json) [TIMED_OUT]")
          .verify();
      assertThat(file.awaitClosings(1)).isTrue();
    }
  }
}
