package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Rule;
import dev.sluice.error.LoadTimeoutException;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeType;
import dev.sluice.model.Rejection;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeProvider;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import dev.sluice.support.HostNode;
import dev.sluice.support.Workflows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How many loads work at once, and how the others end. */
@Timeout(60)
class AdmissionTest {

  private static final byte[] DOCUMENT = Workflows.bytes(Workflows.chain(3));
  private static final Duration WAIT = Duration.ofSeconds(30);

  /** A second thread, because a single one would make all loads wait anyway. */
  private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 1_000, "two", 60, true);

  private final List<WorkflowLoader> loaders = new ArrayList<>();

  @AfterEach
  void close() {
    loaders.forEach(WorkflowLoader::close);
    scheduler.dispose();
  }

  private WorkflowLoader loader(int atWork, int waiting) {
    return loader(WorkflowLoader.builder().admission(atWork, waiting));
  }

  private WorkflowLoader loader(WorkflowLoaderBuilder builder) {
    WorkflowLoader loader = builder.scheduler(scheduler).build();
    loaders.add(loader);
    return loader;
  }

  /** Bytes that are at hand by the host's account, but come when they are emitted. */
  private record AtHand(Flux<ByteBuffer> read) implements ByteSource {
    @Override
    public String name() {
      return "slow";
    }

    @Override
    public boolean isAtHand() {
      return true;
    }
  }

  /** A load at work until its bytes are emitted. */
  private static final class Working {
    private final Sinks.One<ByteBuffer> bytes = Sinks.one();
    private final ByteSource source = new AtHand(bytes.asMono().flux());

    void end() {
      bytes.tryEmitValue(ByteBuffer.wrap(DOCUMENT));
    }
  }

  @Test
  void load_moreThanMayWait_isBusy() {
    WorkflowLoader loader = loader(1, 2);
    Working first = new Working();
    List<String> ended = new ArrayList<>();
    List<StepVerifier> verifiers = new ArrayList<>();
    for (ByteSource source :
        List.of(first.source, ByteSource.of("b", DOCUMENT), ByteSource.of("c", DOCUMENT))) {
      verifiers.add(
          StepVerifier.create(loader.load(source).doOnNext(any -> ended.add(source.name())))
              .expectNextCount(1)
              .expectComplete()
              .verifyLater());
    }

    StepVerifier.create(loader.load(ByteSource.of("d", DOCUMENT)))
        .expectErrorSatisfies(
            e -> {
              assertThat(e)
                  .isExactlyInstanceOf(LoaderBusyException.class)
                  .hasMessage(
                      "The loader has no capacity left: 1 load is at work and 2 are waiting;"
                          + " try again later (d) [BUSY]");
              assertThat(((LoaderBusyException) e).rejection().kind())
                  .isEqualTo(Rejection.Kind.BUSY);
            })
        .verify(WAIT);

    first.end();
    verifiers.forEach(verifier -> verifier.verify(WAIT));
    assertThat(ended).containsExactlyInAnyOrder("slow", "b", "c");
    loader.load(DOCUMENT).block();
  }

  @Test
  void load_cancelledWhileItWaits_makesRoomForAnother() {
    WorkflowLoader loader = loader(1, 1);
    Working first = new Working();
    loader.load(first.source).subscribe();

    loader.load(DOCUMENT).subscribe().dispose();
    StepVerifier second =
        StepVerifier.create(loader.load(DOCUMENT))
            .expectNextCount(1)
            .expectComplete()
            .verifyLater();
    first.end();

    second.verify(WAIT);
  }

  @Test
  void load_lateAfterItHasWaited_saysHowLong() {
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    try (WorkflowLoader loader = WorkflowLoader.builder().admission(1, 2).build()) {
      Disposable first = loader.load(new AtHand(Flux.never())).subscribe();
      StepVerifier second = late(loader.load(new AtHand(Flux.never())), 10_000);
      StepVerifier third = late(loader.events(new AtHand(Flux.never())), 0);
      StepVerifier fourth = late(loader.load(new AtHand(Flux.never())), 30_000);
      time.advanceTimeBy(Duration.ofSeconds(10));
      first.dispose();
      time.advanceTimeBy(Duration.ofSeconds(20));

      second.verify(WAIT);
      third.verify(WAIT);
      fourth.verify(WAIT);
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  private static StepVerifier late(Publisher<?> load, int waited) {
    return StepVerifier.create(load)
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isExactlyInstanceOf(LoadTimeoutException.class)
                    .hasMessage(
                        "The load took longer than the limit milliseconds of 30000"
                            + (waited == 0
                                ? ""
                                : "; it waited " + waited + " of them for other loads")
                            + " (slow) [TIMED_OUT]"))
        .verifyLater();
  }

  @Test
  void close_whileLoadsWait_endsThem() {
    WorkflowLoader loader = loader(1, 1);
    loader.load(new AtHand(Flux.never())).subscribe(any -> {}, e -> {});

    StepVerifier.create(loader.load(DOCUMENT))
        .then(loader::close)
        .expectErrorMessage("The loader is closed [BUSY]")
        .verify(WAIT);
  }

  @Test
  void load_manySilentPublishers_delayNoOther() {
    WorkflowLoader loader = loader(1, 0);
    List<PublisherProbe<ByteBuffer>> silent =
        IntStream.range(0, 200)
            .mapToObj(
                number ->
                    PublisherProbe.of(
                        Flux.just(ByteBuffer.wrap(DOCUMENT, 0, 100)).concatWith(Flux.never())))
            .toList();
    List<Disposable> open =
        silent.stream().map(probe -> loader.load(probe.flux()).subscribe()).toList();

    loader.load(DOCUMENT).block(WAIT);
    loader.load(Flux.just(ByteBuffer.wrap(DOCUMENT))).block(WAIT);

    silent.forEach(PublisherProbe::assertWasRequested);
    open.forEach(Disposable::dispose);
    silent.forEach(PublisherProbe::assertWasCancelled);
  }

  /** Each ends while it has the permit. */
  static Stream<Named<Consumer<WorkflowLoader>>> endings() {
    return Stream.of(
        Named.of("success", loader -> loader.load(DOCUMENT).block(WAIT)),
        Named.of(
            "success of a publisher",
            loader -> loader.load(Flux.just(ByteBuffer.wrap(DOCUMENT))).block(WAIT)),
        Named.of("validate", loader -> loader.validate(DOCUMENT_SOURCE).block(WAIT)),
        Named.of("skeleton", loader -> loader.skeleton(DOCUMENT_SOURCE).block(WAIT)),
        Named.of(
            "preview",
            loader ->
                loader.preview(DOCUMENT_SOURCE).flatMap(Preview::full).repeat(1).blockLast(WAIT)),
        Named.of("events", loader -> loader.events(DOCUMENT_SOURCE).blockLast(WAIT)),
        Named.of(
            "rejection", loader -> loader.tryLoad(ByteSource.of("", new byte[] {'['})).block(WAIT)),
        Named.of(
            "failure of the source",
            loader -> fails(loader, new AtHand(Flux.error(new IllegalStateException("made up"))))),
        Named.of(
            "fatal error of the source",
            loader ->
                fails(
                    loader,
                    new AtHand(
                        Flux.defer(
                            () -> {
                              throw new NoClassDefFoundError("made up");
                            })))),
        Named.of(
            "fatal error at the end of a publisher",
            loader ->
                fails(
                    loader,
                    ByteSource.of(
                        "",
                        Flux.concat(
                            Mono.just(ByteBuffer.wrap(DOCUMENT)),
                            Flux.error(new OutOfMemoryError("made up")))))),
        Named.of("cancel", loader -> loader.load(new Working().source).subscribe().dispose()),
        Named.of(
            "cancel of events", loader -> loader.events(DOCUMENT_SOURCE).take(2).blockLast(WAIT)),
        Named.of(
            "failure of the subscriber",
            loader -> {
              Mono<Object> broken =
                  loader
                      .load(DOCUMENT)
                      .map(
                          any -> {
                            throw new IllegalStateException("made up");
                          });
              StepVerifier.create(broken).expectError().verify(WAIT);
            }));
  }

  private static final ByteSource DOCUMENT_SOURCE = ByteSource.of("", DOCUMENT);

  private static void fails(WorkflowLoader loader, ByteSource source) {
    StepVerifier.create(loader.load(source)).expectError().verify(WAIT);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void load_endsInAnyWay_givesItsPermitBackOnce(Consumer<WorkflowLoader> ending) {
    for (WorkflowCache cache : new WorkflowCache[] {null, WorkflowCache.create()}) {
      WorkflowLoaderBuilder builder = WorkflowLoader.builder().admission(1, 0);
      WorkflowLoader loader = loader(cache == null ? builder : builder.cache(cache));
      for (int i = 0; i < 3; i++) {
        ending.accept(loader);
      }

      Working first = new Working();
      Mono<?> one = loader.load(first.source);
      StepVerifier working =
          StepVerifier.create(one).expectNextCount(1).expectComplete().verifyLater();
      StepVerifier.create(loader.load(DOCUMENT))
          .expectError(LoaderBusyException.class)
          .verify(WAIT);
      first.end();
      working.verify(WAIT);
    }
  }

  @Test
  void load_inACallbackOfAnother_findsThePermitFree() {
    WorkflowLoader loader = loader(1, 0);

    StepVerifier.create(
            loader.load(DOCUMENT).flatMap(any -> loader.load(DOCUMENT)).repeat(10).then())
        .expectComplete()
        .verify(WAIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rule", "factory", "provider"})
  void load_startedByHostCodeWithinAnother_needsNeitherPermitNorThread(String by) {
    Scheduler one = Schedulers.newBoundedElastic(1, 1_000, "one", 60, true);
    Nesting nesting = new Nesting(by);
    WorkflowLoader loader =
        WorkflowLoader.builder()
            .admission(1, 0)
            .scheduler(one)
            .rule(nesting)
            .registry(NodeRegistries.builder().add(new Providing(nesting)).build())
            .build();
    nesting.loader = loader;
    byte[] own =
        Workflows.bytes(
            Workflows.workflow(
                Workflows.START + "," + Workflows.node("a", "Own"), Workflows.edge("start", "a")));
    try (loader) {
      StepVerifier.create(loader.load(own)).expectNextCount(1).expectComplete().verify(WAIT);
      StepVerifier.create(loader.load(Flux.just(ByteBuffer.wrap(own))))
          .expectNextCount(1)
          .expectComplete()
          .verify(WAIT);
    } finally {
      one.dispose();
    }
    assertThat(nesting.loads).isGreaterThanOrEqualTo(by.equals("provider") ? 2 : 4);
  }

  /** Host code that loads two documents and waits for them. */
  private static final class Nesting implements Rule {
    private final String by;
    private WorkflowLoader loader;
    private int loads;
    private boolean within;

    Nesting(String by) {
      this.by = by;
    }

    void loadIf(String called) {
      if (called.equals(by) && !within) {
        within = true;
        loader.load(DOCUMENT).block(WAIT);
        loader.load(Flux.just(ByteBuffer.wrap(DOCUMENT))).block(WAIT);
        loads += 2;
        within = false;
      }
    }

    @Override
    public String name() {
      return "nesting";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      loadIf("rule");
    }
  }

  private record Providing(Nesting nesting) implements NodeProvider {
    @Override
    public Set<String> names() {
      return Set.of("Own");
    }

    @Override
    public NodeType load(String name) {
      nesting.loadIf("provider");
      return HostNode.type(
          name,
          definition -> {
            nesting.loadIf("factory");
            return new HostNode(definition);
          });
    }
  }

  @Test
  void events_whoseSubscriberRequestsNothing_delayNoLoad() {
    WorkflowLoader loader = loader(1, 0);
    Flux<LoadEvent> events = loader.events(DOCUMENT_SOURCE);

    StepVerifier.create(events, 1)
        .expectNextCount(1)
        .then(() -> loader.load(DOCUMENT).block(WAIT))
        .then(() -> StepVerifier.create(events).expectError(LoaderBusyException.class).verify(WAIT))
        .thenCancel()
        .verify(WAIT);
  }

  @Test
  void load_moreBytesAreArrivingThanMayBeCollected_requestsNoMoreUntilOthersEnd() {
    try (WorkflowLoader loader = synchronous(5)) {
      Arriving first = new Arriving(loader, 1_000_000);
      Arriving second = new Arriving(loader, 900_000);
      Arriving third = new Arriving(loader, 900_000);
      Arriving small = new Arriving(loader, 60_000);
      first.sends(990_000); // almost all shares of growth
      second.sends(200_000); // the only large share
      third.sends(900_000);
      small.sends(60_000);

      assertThat(small.ends).isEqualTo("accepted");
      assertThat(third.taken).isBetween(130_000, 165_000); // two shares, and what is in between
      assertThat(third.ends).isEmpty();

      second.sends(900_000);
      assertThat(second.ends).isEqualTo("accepted");
      assertThat(third.ends).isEqualTo("accepted");
      first.sends(1_000_000);
      assertThat(first.ends).isEqualTo("accepted");
    }
  }

  @Test
  void load_manyDocumentsHaveArrivedByHalf_delayNoOther() {
    try (WorkflowLoader loader = synchronous(0)) {
      List<Arriving> slow = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        slow.add(new Arriving(loader, 200_000));
        slow.get(i).sends(100_000);
      }

      Arriving quick = new Arriving(loader, 200_000);
      quick.sends(200_000);
      assertThat(quick.ends).isEqualTo("accepted");

      slow.forEach(each -> each.sends(200_000));
      assertThat(slow).allMatch(each -> each.ends.equals("accepted"));
    }
  }

  @Test
  void load_growsTooLargeToCollect_leavesRoomForOthers() {
    try (WorkflowLoader loader = synchronous(0)) {
      Arriving first = new Arriving(loader, 2_000_000);
      first.sends(1_100_000);

      Arriving second = new Arriving(loader, 200_000);
      second.sends(200_000);
      assertThat(second.ends).isEqualTo("accepted");

      first.sends(2_000_000);
      assertThat(first.ends).isEqualTo("accepted");
    }
  }

  @Test
  void load_tooManyWaitForBytes_isBusy() {
    try (WorkflowLoader loader = synchronous(1)) {
      Arriving first = new Arriving(loader, 1_000_000);
      first.sends(990_000);
      Arriving second = new Arriving(loader, 200_000);
      second.sends(190_000);
      Arriving third = new Arriving(loader, 200_000);
      third.sends(190_000);
      Arriving fourth = new Arriving(loader, 200_000);
      fourth.sends(70_000);

      assertThat(fourth.ends)
          .isEqualTo(
              "The loader has no capacity left: arriving documents occupy all 4194304 bytes that"
                  + " may be collected, and 1 is waiting; try again later [BUSY]");
      third.load.dispose();
      Arriving fifth = new Arriving(loader, 200_000);
      fifth.sends(200_000);
      second.load.dispose();
      assertThat(fifth.ends).isEqualTo("accepted");
    }
  }

  /** A loader whose loads run on the threads of their publishers. */
  private static WorkflowLoader synchronous(int waiting) {
    return WorkflowLoader.builder()
        .admission(64, waiting)
        .collectedBytes(4 << 20) // one large document
        .scheduler(Schedulers.immediate())
        .build();
  }

  /** A publisher's document that arrives piece by piece. */
  private static final class Arriving {
    private final Sinks.Many<ByteBuffer> chunks = Sinks.many().unicast().onBackpressureBuffer();
    private final byte[] document;
    private final Disposable load;
    private int sent;
    private int taken;
    private String ends = "";

    Arriving(WorkflowLoader loader, int size) {
      String json = Workflows.chain(3);
      document = Workflows.bytes(json + " ".repeat(size - json.length()));
      load =
          loader
              .load(chunks.asFlux().doOnNext(chunk -> taken += chunk.remaining()))
              .subscribe(any -> ends = "accepted", e -> ends = e.getMessage());
    }

    void sends(int upTo) {
      while (sent < upTo) {
        int size = Math.min(10_000, document.length - sent);
        chunks.tryEmitNext(ByteBuffer.wrap(document, sent, size)).orThrow();
        sent += size;
      }
      if (sent == document.length) {
        chunks.tryEmitComplete().orThrow();
      }
    }
  }

  @Test
  void admission_impossibleNumbers_areRefused() {
    WorkflowLoaderBuilder builder = WorkflowLoader.builder();

    assertThatThrownBy(() -> builder.admission(0, 1))
        .hasMessage("atWork must be at least 1 and waiting at least 0, were 0 and 1");
    assertThatThrownBy(() -> builder.admission(1, -1))
        .hasMessage("atWork must be at least 1 and waiting at least 0, were 1 and -1");
    assertThatThrownBy(() -> builder.collectedBytes(4_000_000))
        .hasMessage("bytes must be at least 4194304, was 4000000");
  }
}
