package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadSummary;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Documents that come as bodies of HTTP requests, with Spring WebFlux and with Reactor Netty alone.
 *
 * <p>BlockHound, which is on for all tests, fails a load that blocks an event loop; after each test
 * every buffer of the server has been released.
 */
class RequestBodyTest {

  private static final byte[] DOCUMENT = Workflows.bytes(Workflows.chain(900));

  private final BlockingQueue<LoadSummary> ended = new LinkedBlockingQueue<>();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong outstanding = new AtomicLong();
  private final AtomicLong mostOutstanding = new AtomicLong();
  private final CountDownLatch received = new CountDownLatch(1);
  private final WorkflowLoader loader =
      WorkflowLoader.builder()
          .registry(Workflows.registry())
          .listener((operation, source) -> ended::add)
          .build();
  private LoopbackServer server;

  @AfterEach
  void everyBufferIsReleased() {
    server.close();
    loader.close();
    assertThat(server.unreleasedBytes()).isZero();
    assertThat(server.leaks()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void validate_wholeBody_isAnswered(Host host) throws Exception {
    server = new LoopbackServer(host, this::validate);

    assertThat(post(DOCUMENT)).isEqualTo(new Host.Answer(200, "accepted"));
  }

  @ParameterizedTest
  @EnumSource
  void tryLoad_wholeBody_givesNodes(Host host) throws Exception {
    server =
        new LoopbackServer(
            host,
            body ->
                loader
                    .tryLoad(ByteSource.of("request", body))
                    .map(result -> new Host.Answer(200, "nodes " + nodes(result))));

    assertThat(post(DOCUMENT)).isEqualTo(new Host.Answer(200, "nodes 901"));
  }

  @ParameterizedTest
  @EnumSource
  void validate_bodyThatIsRefusedAtItsFirstByte_isAnsweredAndReleased(Host host) throws Exception {
    server = new LoopbackServer(host, this::validate);
    byte[] refused = DOCUMENT.clone();
    refused[0] = 'x';

    try (Socket socket = server.request(refused.length)) {
      LoopbackServer.send(socket, refused);

      assertThat(LoopbackServer.answer(socket)).isEqualTo(new Host.Answer(422, "MALFORMED_JSON"));
    }
  }

  /** The server signals a failure of the body, then cancels: here the load sees the cancel only. */
  @ParameterizedTest
  @EnumSource
  void validate_clientThatLeavesHalfway_isCancelledByTheServer(Host host) throws Exception {
    server =
        new LoopbackServer(host, body -> validate(body.onErrorResume(failure -> Flux.never())));

    leaveHalfway();

    assertThat(ended.poll(20, TimeUnit.SECONDS))
        .extracting(LoadSummary::ending, LoadSummary::code)
        .containsExactly(LoadSummary.Ending.CANCELLED, Optional.empty());
  }

  /** A load that goes on whatever becomes of the response sees the failure only. */
  @ParameterizedTest
  @EnumSource
  void validate_clientThatLeavesHalfway_failsWithTheBody(Host host) throws Exception {
    server =
        new LoopbackServer(
            host,
            body -> {
              Sinks.One<Host.Answer> answer = Sinks.one();
              validate(body).subscribe(answer::tryEmitValue);
              return answer.asMono();
            });

    leaveHalfway();

    assertThat(ended.poll(20, TimeUnit.SECONDS))
        .extracting(LoadSummary::ending, LoadSummary::code)
        .containsExactly(LoadSummary.Ending.FAILED, Optional.of(FindingCode.UNREADABLE));
  }

  @ParameterizedTest
  @EnumSource
  void validate_manySlowClients_doNotDelayAQuickOne(Host host) throws Exception {
    server = new LoopbackServer(host, this::validate);
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Socket socket = server.request(DOCUMENT.length);
      LoopbackServer.send(socket, first(half()));
      slow.add(socket);
    }

    assertThat(post(DOCUMENT)).isEqualTo(new Host.Answer(200, "accepted"));

    for (Socket socket : slow) {
      socket.getOutputStream().write(DOCUMENT, half(), DOCUMENT.length - half());
      assertThat(LoopbackServer.answer(socket)).isEqualTo(new Host.Answer(200, "accepted"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void validate_longBody_isAskedForInSmallPortions(Host host) throws Exception {
    server = new LoopbackServer(host, this::validate);

    post(Workflows.bytes(Workflows.chain(1_000) + " ".repeat(2_000_000)));

    assertThat(taken.get()).isGreaterThan(8);
    assertThat(mostOutstanding.get()).isBetween(1L, 256L);
  }

  /** The control: what the other tests would see if a load blocked. */
  @ParameterizedTest
  @EnumSource
  void handler_thatBlocksTheEventLoop_isCaught(Host host) throws Exception {
    Function<Flux<ByteBuffer>, Mono<Host.Answer>> blocking =
        body ->
            body.map(
                    chunk -> {
                      await(new CountDownLatch(1));
                      return chunk;
                    })
                .then(Mono.just(new Host.Answer(200, "blocked")))
                .onErrorResume(
                    failure -> Mono.just(new Host.Answer(500, failure.getClass().getSimpleName())));
    server = new LoopbackServer(host, blocking);

    assertThat(post(DOCUMENT)).isEqualTo(new Host.Answer(500, "BlockingOperationError"));
  }

  private Mono<Host.Answer> validate(Flux<ByteBuffer> body) {
    Flux<ByteBuffer> watched =
        body.doOnRequest(n -> mostOutstanding.accumulateAndGet(outstanding.addAndGet(n), Math::max))
            .doOnNext(
                chunk -> {
                  outstanding.decrementAndGet();
                  taken.incrementAndGet();
                  received.countDown();
                });
    return loader
        .validate(ByteSource.of("request", watched))
        .map(
            report ->
                report.accepted()
                    ? new Host.Answer(200, "accepted")
                    : new Host.Answer(422, first(report.findings())))
        .onErrorResume(
            WorkflowException.class,
            failure -> Mono.just(new Host.Answer(400, failure.code().name())));
  }

  private void leaveHalfway() throws Exception {
    try (Socket socket = server.request(DOCUMENT.length)) {
      LoopbackServer.send(socket, first(half()));
      assertThat(received.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Host.Answer post(byte[] document) throws Exception {
    try (Socket socket = server.request(document.length)) {
      LoopbackServer.send(socket, document);
      return LoopbackServer.answer(socket);
    }
  }

  private static int nodes(LoadResult result) {
    return result.schema().map(schema -> schema.nodes().size()).orElse(0);
  }

  private static String first(List<Finding> findings) {
    return findings.get(0).code().name();
  }

  private static byte[] first(int length) {
    return Arrays.copyOf(DOCUMENT, length);
  }

  private static int half() {
    return DOCUMENT.length / 2;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(1, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
