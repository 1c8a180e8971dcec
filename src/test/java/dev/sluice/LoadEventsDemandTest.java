package dev.sluice;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LoadTimeoutException;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.error.NodeCreationException;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.LoadEvent.FindingFound;
import dev.sluice.model.LoadEvent.HeaderRead;
import dev.sluice.model.LoadEvent.Loaded;
import dev.sluice.model.LoadEvent.NodesCreated;
import dev.sluice.model.LoadEvent.NodesRead;
import dev.sluice.model.LoadEvent.Progress;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Packing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** The events of a load under demand, cancels, deadlines and failures. */
class LoadEventsDemandTest {

  @Test
  void progress_ofACompressedFile_countsItsBytesUpToTheirTotal(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("chain.json.gz");
    Files.write(file, Packing.GZIP.pack(bytes(chain(900))));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      List<LoadEvent> events = loader.events(file).collectList().block();

      Progress last = only(events, Progress.class).get(only(events, Progress.class).size() - 1);
      assertThat(last).isEqualTo(new Progress(Files.size(file), OptionalLong.of(Files.size(file))));
    }
  }

  @Test
  void demand_ofOneEvent_readsNoMoreThanItNeeds() {
    byte[] document = bytes(chain(200));
    AtomicInteger chunks = new AtomicInteger();
    Flux<ByteBuffer> pieces =
        Flux.range(0, document.length / 100)
            .map(i -> ByteBuffer.wrap(document, i * 100, 100))
            .doOnNext(chunk -> chunks.incrementAndGet());
    try (WorkflowLoader loader = onThisThread(builder -> builder)) {
      StepVerifier.create(loader.events(ByteSource.of("", pieces.hide())), 0)
          .thenRequest(1)
          .expectNextMatches(Progress.class::isInstance)
          .thenRequest(1)
          .expectNextMatches(HeaderRead.class::isInstance)
          .thenRequest(1)
          .expectNextMatches(NodesRead.class::isInstance)
          .then(() -> assertThat(chunks).hasValueLessThanOrEqualTo(8))
          .thenCancel()
          .verify();
    }
  }

  @Test
  void demand_ofOneEventAfterAnother_requestsAtMostAChunkAhead() {
    int nodes = 40;
    AtomicLong requested = new AtomicLong();
    Flux<ByteBuffer> chunks =
        Flux.range(0, nodes)
            .map(i -> (i == 0 ? "{\"nodes\":{" : ",") + node("n" + i, "LogNode"))
            .concatWithValues("}}")
            .map(chunk -> ByteBuffer.wrap(bytes(chunk)))
            .hide()
            .doOnRequest(requested::addAndGet);
    try (WorkflowLoader loader = onThisThread(builder -> builder)) {
      List<Long> ahead = new ArrayList<>();
      AtomicInteger read = new AtomicInteger();
      loader
          .events(ByteSource.of("", chunks))
          .subscribe(
              new BaseSubscriber<LoadEvent>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                  subscription.request(1);
                }

                @Override
                protected void hookOnNext(LoadEvent event) {
                  if (event instanceof NodesRead told) {
                    ahead.add(requested.get() - read.addAndGet(told.nodes().size()));
                  }
                  request(1);
                }
              });

      assertThat(read).hasValue(nodes);
      assertThat(ahead).hasSize(nodes).allMatch(chunksAhead -> chunksAhead <= 1);
    }
  }

  @Test
  void cancel_amidTheDocument_cancelsTheSource() {
    PublisherProbe<ByteBuffer> source =
        PublisherProbe.of(
            Flux.just(ByteBuffer.wrap(bytes("{\"metadata\":{\"name\":\"x\"},")))
                .concatWith(Flux.never()));
    try (WorkflowLoader loader = onThisThread(builder -> builder)) {
      StepVerifier.create(loader.events(ByteSource.of("", source.flux())))
          .expectNextMatches(Progress.class::isInstance)
          .expectNextMatches(HeaderRead.class::isInstance)
          .thenCancel()
          .verify();
    }
    source.assertWasCancelled();
  }

  @Test
  void rejectedDocument_isEmittedAsFarAsItIsRead_andFails() {
    try (WorkflowLoader loader = onThisThread(builder -> builder.profile(Profile.STRICT))) {
      StepVerifier.create(
              loader
                  .events(source(workflow(START + "," + node("odd", "NoSuchNode"))))
                  .filter(event -> event instanceof NodesRead || event instanceof Loaded))
          .expectNextMatches(NodesRead.class::isInstance)
          .verifyErrorSatisfies(
              failure ->
                  assertThat(failure)
                      .isInstanceOfSatisfying(
                          InvalidWorkflowException.class,
                          e -> assertThat(e.code()).isEqualTo(FindingCode.UNKNOWN_NODE_TYPE)));
    }
  }

  @Test
  void brokenDocument_failsBehindWhatCameBefore() {
    String document = workflow(START + "," + node("b", "LogNode"));
    try (WorkflowLoader loader = onThisThread(builder -> builder)) {
      StepVerifier.create(
              loader
                  .events(source(document.substring(0, document.length() - 1) + "]"))
                  .ofType(NodesRead.class))
          .expectNextCount(1)
          .verifyError(MalformedJsonException.class);
    }
  }

  @Test
  void failingFactory_isAFindingBeforeItsNodes_orEndsTheEventsWhenStrict() {
    NodeRegistry registry = failing();
    String document = workflow(START + "," + node("bad", "Failing"), edge("start", "bad"));
    try (WorkflowLoader lenient = onThisThread(builder -> builder.registry(registry));
        WorkflowLoader strict =
            onThisThread(builder -> builder.registry(registry).profile(Profile.STRICT))) {
      List<LoadEvent> events = lenient.events(source(document)).collectList().block();
      int failure = events.indexOf(only(events, FindingFound.class).get(0));
      Loaded last = (Loaded) events.get(events.size() - 1);

      assertThat(events.get(failure + 1)).isInstanceOf(NodesCreated.class);
      assertThat(last.report().findings())
          .extracting(finding -> finding.code())
          .contains(FindingCode.NODE_CREATION_FAILED);
      StepVerifier.create(strict.events(source(document)).ofType(Loaded.class))
          .verifyError(NodeCreationException.class);
    }
  }

  @Test
  void deadline_whileTheSourceWaits_endsTheEvents() {
    StepVerifier.withVirtualTime(
            () ->
                onThisThread(
                        builder -> builder.limits(Limits.untrusted().with(Limit.MILLISECONDS, 500)))
                    .events(ByteSource.of("slow", Flux.never())))
        .thenAwait(Duration.ofMillis(500))
        .verifyErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(LoadTimeoutException.class)
                    .hasMessage(
                        "The load took longer than the limit milliseconds of 500 (slow)"
                            + " [TIMED_OUT]"));
  }

  @Test
  void close_whileTheSourceWaits_endsTheEvents() {
    WorkflowLoader loader = onThisThread(builder -> builder);
    StepVerifier.create(loader.events(ByteSource.of("", Flux.never())))
        .then(loader::close)
        .verifyError(LoaderBusyException.class);
  }

  private static NodeRegistry failing() {
    return NodeRegistries.builder()
        .add(
            NodeType.of(
                "Failing",
                "test",
                List.of(Port.exec("exec_in")),
                List.of(),
                definition -> {
                  throw new IllegalStateException("no");
                }))
        .build();
  }

  private static WorkflowLoader onThisThread(UnaryOperator<WorkflowLoaderBuilder> options) {
    return options.apply(WorkflowLoader.builder().scheduler(Schedulers.immediate())).build();
  }

  private static ByteSource source(String document) {
    return ByteSource.of("", bytes(document));
  }

  private static <E extends LoadEvent> List<E> only(List<LoadEvent> events, Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
