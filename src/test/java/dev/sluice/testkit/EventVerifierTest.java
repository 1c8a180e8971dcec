package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class EventVerifierTest {

  private static final WorkflowLoader LOADER = WorkflowLoader.create();

  @AfterAll
  static void close() {
    LOADER.close();
  }

  private static Flux<LoadEvent> events(WorkflowDocument document) {
    return LOADER.events(document.source("test"));
  }

  @Test
  void verifyLoaded_whatTheEventsHave_passes() {
    WorkflowDocument document =
        WorkflowDocument.chain(2).node("odd", "NoSuchNode").connect("n2", "odd");

    assertThat(
            EventVerifier.of(events(document))
                .expectNodes("start", "n1", "n2", "odd")
                .expectConnections(3)
                .expectFinding(FindingCode.UNKNOWN_NODE_TYPE)
                .verifyLoaded()
                .nodes())
        .hasSize(4);
  }

  @Test
  void verifyLoaded_replacedNode_isWithdrawn() {
    WorkflowDocument document =
        WorkflowDocument.chain(1).replace("},\"connections\"", "},\"nodes\":{},\"connections\"");

    EventVerifier.of(events(document)).expectNodes().verifyLoaded();
  }

  @Test
  void verifyLoaded_somethingElse_saysWhat() {
    EventVerifier verifier = EventVerifier.of(events(WorkflowDocument.chain(1)));

    assertThatThrownBy(() -> verifier.expectNodes("start", "n2").verifyLoaded())
        .isInstanceOf(AssertionError.class)
        .hasMessage("Expected the nodes [start, n2], but the events have [start, n1]");
  }

  @Test
  void verifyLoaded_rejectedDocument_fails() {
    EventVerifier verifier =
        EventVerifier.of(events(WorkflowDocument.chain(1).replace("step 1", "eval(1)")));

    assertThatThrownBy(verifier::verifyLoaded)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("DANGEROUS_PATTERN");
  }

  @Test
  void verifyRejected_eventsBeforeTheFailure_areKept() {
    byte[] cut = WorkflowDocument.chain(2).truncated(4);
    Flux<LoadEvent> events = LOADER.events(ByteSource.of("cut", cut));

    EventVerifier.of(events).expectNodes("start", "n1", "n2").verifyRejected(FindingCode.TRUNCATED);
  }

  @Test
  void verifyCancelledAfter_aSlowSource_isCancelledAndAskedForOneChunkAtATime() {
    AtomicBoolean cancelled = new AtomicBoolean();
    AtomicLong most = new AtomicLong();
    byte[] document = WorkflowDocument.chain(500).bytes();
    Flux<ByteBuffer> chunks =
        Flux.range(0, document.length / 100)
            .map(i -> ByteBuffer.wrap(document, i * 100, 100))
            .doOnRequest(n -> most.accumulateAndGet(n, Math::max))
            .doOnCancel(() -> cancelled.set(true));

    EventVerifier.of(LOADER.events(chunks)).verifyCancelledAfter(10);

    assertThat(cancelled).isTrue();
    assertThat(most.get()).isLessThan(document.length / 100);
  }
}
