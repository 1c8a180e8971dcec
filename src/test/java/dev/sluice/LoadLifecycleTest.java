package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** From subscription to end or cancel: what one load reads, holds open and shares. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadLifecycleTest {

  private static final byte[] DOCUMENT = Workflows.bytes(Workflows.chain(20));

  /** With three compressions, loads are cancelled at about 1,000 reads. */
  private static final int READS = 330;

  /** One thread, so that whatever a load still does is done before the next load. */
  private final Scheduler scheduler = Schedulers.newBoundedElastic(1, 1_000, "one", 60, true);

  private final WorkflowLoader loader = WorkflowLoader.builder().scheduler(scheduler).build();

  @AfterAll
  void close() {
    loader.close();
    scheduler.dispose();
  }

  @Test
  void load_notSubscribed_opensNothing() {
    FaultyFile file = new FaultyFile("a.json", DOCUMENT);

    assertThat(loader.load(file.path())).isNotNull();
    assertThat(file.opened()).isZero();
  }

  @Test
  void load_subscribedTwice_loadsAgainAndSharesNoNode() {
    FaultyFile file = new FaultyFile("a.json", DOCUMENT);
    Mono<WorkflowSchema> load = loader.load(file.path());

    WorkflowSchema first = load.block();
    WorkflowSchema second = load.block();

    assertThat(second.definition()).isEqualTo(first.definition()).isNotSameAs(first.definition());
    assertThat(second.nodes().keySet()).containsExactlyElementsOf(first.nodes().keySet());
    assertThat(second.nodes().values())
        .noneMatch(node -> first.nodes().values().stream().anyMatch(other -> other == node));
    assertThat(file.opened()).isEqualTo(2);
    assertThat(file.open()).isZero();
  }

  @Test
  void load_subscribedTwiceAtOnce_givesBothTheSame() {
    Mono<WorkflowDefinition> load = loader.read(Chunked.every(100, 7, DOCUMENT));

    StepVerifier.create(Mono.zip(load, load))
        .assertNext(both -> assertThat(both.getT1()).isEqualTo(both.getT2()))
        .verifyComplete();
  }

  @Test
  void load_result_comesWhenTheFileIsClosed() {
    FaultyFile file = new FaultyFile("a.json", DOCUMENT);
    AtomicInteger open = new AtomicInteger(-1);

    loader.load(file.path()).doOnNext(schema -> open.set(file.open())).block();

    assertThat(open).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void load_cancelledAtEachRead_endsSilentlyWithNothingOpen(Packing packing) throws Exception {
    byte[] packed = packing.pack(Workflows.bytes(Workflows.chain(100)));
    int chunk = Math.max(1, packed.length / READS);
    FaultyFile counted = new FaultyFile("a.json", packed).shortReads(chunk);
    loader.load(counted.path()).block();
    AtomicInteger signals = new AtomicInteger();

    for (int at = 1; at <= counted.reads(); at++) {
      int last = at;
      AtomicReference<Subscription> subscription = new AtomicReference<>();
      FaultyFile file = new FaultyFile("a.json", packed).shortReads(chunk);
      file.beforeRead(
          number -> {
            if (number == last) {
              subscription.get().cancel();
            }
          });
      loader
          .load(file.path())
          .doOnSubscribe(subscription::set)
          .subscribe(
              any -> signals.incrementAndGet(),
              any -> signals.incrementAndGet(),
              signals::incrementAndGet);

      assertThat(file.awaitClosings(1)).as("cancelled at read %d", at).isTrue();
      assertThat(file.reads()).isEqualTo(at);
    }

    loader.load(counted.path()).block();
    assertThat(signals).hasValue(0);
    assertThat(counted.reads()).isGreaterThan(READS);
  }

  @Test
  void load_cancelledWhileAReadWaits_interruptsIt() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    FaultyFile file = new FaultyFile("a.json", DOCUMENT).shortReads(100);
    file.beforeRead(
        number -> {
          if (number == 2) {
            reading.countDown();
            awaitInterrupt();
          }
        });

    Disposable load = loader.load(file.path()).subscribe();
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
    load.dispose();

    assertThat(file.awaitClosings(1)).isTrue();
    assertThat(file.reads()).isEqualTo(2);
  }

  /** Waits as a read does that gets no bytes. */
  static void awaitInterrupt() throws ClosedByInterruptException {
    try {
      if (new CountDownLatch(1).await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody counts down");
      }
    } catch (InterruptedException e) {
      throw new ClosedByInterruptException();
    }
  }

  @Test
  void load_cancelled_cancelsThePublisher() {
    CountDownLatch sent = new CountDownLatch(1);
    PublisherProbe<ByteBuffer> probe =
        PublisherProbe.of(
            Flux.just(ByteBuffer.wrap(DOCUMENT, 0, 100))
                .doOnNext(any -> sent.countDown())
                .concatWith(Flux.never()));

    StepVerifier.create(loader.load(probe.flux())).then(() -> await(sent)).thenCancel().verify();

    loader.load(DOCUMENT).block();
    probe.assertWasCancelled();
  }

  @Test
  void load_ofAPublisher_asksForTwoChunksAtMost() {
    AtomicLong wanted = new AtomicLong();
    AtomicLong most = new AtomicLong();
    ByteSource chunks = Chunked.every(50, 0, DOCUMENT);

    loader
        .load(
            chunks
                .read()
                .doOnRequest(count -> most.accumulateAndGet(wanted.addAndGet(count), Math::max))
                .doOnNext(chunk -> wanted.decrementAndGet()))
        .block();

    assertThat(most.get()).isBetween(1L, 2L);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
