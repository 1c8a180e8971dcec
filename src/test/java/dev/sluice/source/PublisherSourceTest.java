package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.LimitExceededException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.support.DropsSignals;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Publishers of others as sources, and bytes in memory beside them. */
class PublisherSourceTest {

  static Stream<Named<ByteBuffer>> buffers() {
    byte[] text = "..text..".getBytes(StandardCharsets.UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(8).put(text).position(2).limit(6);
    ByteBuffer part = ByteBuffer.wrap(text, 1, 6).slice().position(1).limit(5);
    return Stream.of(
        Named.of("direct", direct),
        Named.of("read-only", ByteBuffer.wrap(text, 2, 4).asReadOnlyBuffer()),
        Named.of("part of an array", part));
  }

  @ParameterizedTest
  @MethodSource("buffers")
  void read_anyKindOfBuffer_givesAnArraysAndLeavesItAsItWas(ByteBuffer buffer) {
    int position = buffer.position();
    Flux<ByteBuffer> bytes = of(Flux.just(buffer)).read();
    for (int round = 0; round < 2; round++) {
      ByteBuffer chunk = bytes.blockLast();

      assertThat(chunk.hasArray()).isTrue();
      assertThat(StandardCharsets.UTF_8.decode(chunk).toString()).isEqualTo("text");
      assertThat(chunk.hasRemaining()).isFalse();
      assertThat(buffer.position()).isEqualTo(position);
      assertThat(buffer.limit()).isEqualTo(position + 4);
    }
  }

  @Test
  void read_requests_areHandedOn() {
    TestPublisher<ByteBuffer> publisher = TestPublisher.create();

    StepVerifier.create(of(publisher).read(), 0)
        .then(() -> publisher.assertMinRequested(0))
        .thenRequest(3)
        .then(() -> publisher.assertMinRequested(3))
        .thenCancel()
        .verify();
    publisher.assertWasCancelled();
  }

  @Test
  void read_publisherFails_isUnreadableWithItsCause() {
    Exception cause = new IllegalStateException("secret of the host");
    StepVerifier.create(of(Flux.error(cause)).read())
        .expectErrorSatisfies(
            e -> assertThat(message(e)).isEqualTo("The source failed: IllegalStateException"))
        .verify();
    StepVerifier.create(of(Flux.error(cause)).read())
        .verifyErrorMatches(e -> e.getCause() == cause);
  }

  @Test
  void read_publisherFailsAsSluiceDoes_keepsTheFailure() {
    LimitExceededException own =
        new LimitExceededException(Finding.of(FindingCode.LIMIT_EXCEEDED, "enough"), null);
    StepVerifier.create(of(Flux.error(own)).read()).verifyErrorMatches(e -> e == own);
  }

  @Test
  void read_publisherEmitsNull_isUnreadable() {
    TestPublisher<ByteBuffer> publisher =
        TestPublisher.createNoncompliant(TestPublisher.Violation.ALLOW_NULL);

    StepVerifier.create(of(publisher).read())
        .then(() -> publisher.next((ByteBuffer) null))
        .expectErrorSatisfies(
            e -> assertThat(message(e)).isEqualTo("The source failed: NullPointerException"))
        .verify();
  }

  @Test
  @DropsSignals
  void read_publisherEndsTwice_endsOnce() {
    TestPublisher<ByteBuffer> publisher =
        TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);

    StepVerifier.create(of(publisher).read())
        .then(publisher::complete)
        .then(() -> publisher.error(new IllegalStateException("late")))
        .verifyComplete();
  }

  @Test
  void read_bytesInMemory_areNotCopied() {
    byte[] bytes = {1, 2, 3};
    ByteSource source = ByteSource.of("three", bytes);

    assertThat(source.name()).isEqualTo("three");
    assertThat(source.size()).isEqualTo(3);
    assertThat(source.isAtHand()).isTrue();
    StepVerifier.create(source.read())
        .assertNext(
            chunk -> {
              bytes[0] = 9;
              assertThat(chunk.get()).isEqualTo((byte) 9);
            })
        .verifyComplete();
    StepVerifier.create(source.read())
        .assertNext(chunk -> assertThat(chunk.remaining()).isEqualTo(3))
        .verifyComplete();
  }

  private static ByteSource of(Publisher<ByteBuffer> publisher) {
    return ByteSource.of("publisher", publisher);
  }

  private static String message(Throwable failure) {
    assertThat(failure).isInstanceOf(UnreadableSourceException.class);
    Finding finding = ((UnreadableSourceException) failure).finding();
    assertThat(finding.code()).isEqualTo(FindingCode.UNREADABLE);
    return finding.message();
  }
}
