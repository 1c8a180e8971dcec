package dev.sluice.load;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.NodeCreationException;
import dev.sluice.flow.Boundary;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.registry.NodeProvider;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

@Timeout(30)
class NodePreloaderTest {

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  /** A host's types by name; each look-up is noted. */
  private class Provider implements NodeProvider {
    @Override
    public Set<String> names() {
      return Set.of("A", "B", "C");
    }

    @Override
    public NodeType load(String name) throws Exception {
      asked.add(name);
      return NodeType.of(name, "host", List.of(), List.of(), NodeFactory.PLAIN);
    }
  }

  private static NodeRegistry registry(NodeProvider provider) {
    return NodeRegistries.builder().add(provider).build();
  }

  private static WorkflowLoader loader(NodeRegistry registry) {
    return WorkflowLoader.builder().registry(registry).build();
  }

  @Test
  void preload_frequentTypes_loadsTheirCategoriesAndNoOther() {
    NodeRegistry registry = NodeRegistries.builtIn();
    try (WorkflowLoader loader = loader(registry)) {
      List<NodeType> types = loader.preload().collectList().block();

      assertThat(types.get(0).name()).isEqualTo("StartNode");
      assertThat(types).hasSize(NodeRegistries.frequentTypes().size() - 1);
      assertThat(registry.loaded())
          .extracting(NodeType::category)
          .containsOnly(
              "basic",
              "browser",
              "control_flow",
              "data",
              "data_operation",
              "file",
              "utility",
              "variable");
    }
  }

  @Test
  void preload_names_loadsThemInOrderAndLeavesUnknownOnesOut() {
    try (WorkflowLoader loader = loader(registry(new Provider()))) {
      StepVerifier.create(
              loader.preload(List.of("C", "nothing", "A", "ReadFileNode", "C")).map(NodeType::name))
          .expectNext("C", "A", "FileSystemSuperNode")
          .verifyComplete();
    }
    assertThat(asked).containsExactly("C", "A");
  }

  @Test
  void preload_slowSubscriber_staysOneNameAhead() {
    VirtualTimeScheduler background = VirtualTimeScheduler.create();
    NodePreloader preloader =
        new NodePreloader(registry(new Provider()), new RunningLoads(), () -> background);

    StepVerifier.create(preloader.preload(List.of("A", "B", "C")), 0)
        .then(() -> assertThat(background.getScheduledTaskCount()).isOne())
        .then(background::advanceTime)
        .then(() -> assertThat(asked).containsExactly("A"))
        .thenRequest(1)
        .expectNextCount(1)
        .then(background::advanceTime)
        .then(() -> assertThat(asked).containsExactly("A", "B"))
        .thenCancel()
        .verify();
    background.advanceTime();
    assertThat(asked).containsExactly("A", "B");
  }

  @Test
  void preload_twice_asksTheProviderOnce() {
    try (WorkflowLoader loader = loader(registry(new Provider()))) {
      NodeType first = loader.preload(List.of("A")).blockLast();
      NodeType second = loader.preload(List.of("A")).blockLast();

      assertThat(second).isSameAs(first);
    }
    assertThat(asked).containsExactly("A");
  }

  @Test
  void preload_whatALoadNeedsLater_isSharedWithIt() {
    try (WorkflowLoader loader = loader(registry(new Provider()))) {
      NodeType type = loader.preload(List.of("A")).blockLast();
      byte[] document = bytes(workflow(START + "," + node("a", "A")));

      assertThat(loader.load(document).block().node("a").orElseThrow().type()).isSameAs(type);
    }
    assertThat(asked).containsExactly("A");
  }

  @Test
  void preload_onItsThread_isADaemonOfLowestPriorityThatEndsWithIt() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    NodeRegistry registry =
        registry(
            new Provider() {
              @Override
              public NodeType load(String name) throws Exception {
                thread.set(Thread.currentThread());
                return super.load(name);
              }
            });
    try (WorkflowLoader loader = loader(registry)) {
      loader.preload(List.of("A")).blockLast();
    }
    thread.get().join();
    assertThat(thread.get().isDaemon()).isTrue();
    assertThat(thread.get().getName()).isEqualTo("sluice-preload");
  }

  @Test
  void background_thread_hasTheLowestPriority() {
    Scheduler background = NodePreloader.background();
    assertThat(
            Mono.fromCallable(() -> Thread.currentThread().getPriority())
                .subscribeOn(background)
                .block())
        .isEqualTo(Thread.MIN_PRIORITY);
    background.dispose();
  }

  @Test
  void preload_whileLoadsRun_waitsForTheLastToEnd() {
    VirtualTimeScheduler background = VirtualTimeScheduler.create();
    RunningLoads loads = new RunningLoads();
    NodePreloader preloader = new NodePreloader(registry(new Provider()), loads, () -> background);
    TestPublisher<String> one = TestPublisher.create();
    TestPublisher<String> two = TestPublisher.create();
    counted(loads, one.mono()).subscribe();
    Disposable other = counted(loads, two.mono()).subscribe();

    StepVerifier.create(
            preloader
                .preload(List.of("A", "B"))
                .map(NodeType::name)
                // a load that begins between two names holds the next one up
                .doOnNext(name -> counted(loads, Mono.never()).subscribe()))
        .then(background::advanceTime)
        .then(() -> assertThat(asked).isEmpty())
        .then(() -> one.emit("done"))
        .then(background::advanceTime)
        .then(() -> assertThat(asked).isEmpty())
        .then(other::dispose)
        .then(background::advanceTime)
        .expectNext("A")
        .then(background::advanceTime)
        .then(() -> assertThat(asked).containsExactly("A"))
        .thenCancel()
        .verify();
    assertThat(background.isDisposed()).isTrue();
  }

  @Test
  void preload_besideALoadOfTheLoader_waitsForIt() {
    TestPublisher<ByteBuffer> source = TestPublisher.create();
    try (WorkflowLoader loader = loader(registry(new Provider()))) {
      Disposable load = loader.load(source).subscribe();
      StepVerifier.create(loader.preload(List.of("A")).map(NodeType::name))
          .then(() -> assertThat(asked).isEmpty())
          .then(load::dispose)
          .expectNext("A")
          .verifyComplete();
    }
  }

  @Test
  void preload_cancelledWhileWaiting_leavesNothingBehind() {
    VirtualTimeScheduler background = VirtualTimeScheduler.create();
    RunningLoads loads = new RunningLoads();
    NodePreloader preloader = new NodePreloader(registry(new Provider()), loads, () -> background);
    TestPublisher<String> load = TestPublisher.create();
    counted(loads, load.mono()).subscribe();

    preloader.preload(List.of("A")).subscribe().dispose();
    load.emit("done");

    assertThat(background.getScheduledTaskCount()).isZero();
    assertThat(asked).isEmpty();
  }

  @Test
  void preload_cancelledWhileAProviderLoads_interruptsItAndSparesALoadThatNeedsTheSame()
      throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    NodeRegistry registry =
        registry(
            new Provider() {
              @Override
              public NodeType load(String name) throws Exception {
                NodeType type = super.load(name);
                if (asked.size() == 1) {
                  loading.countDown();
                  new CountDownLatch(1).await();
                }
                return type;
              }
            });
    try (WorkflowLoader loader = loader(registry)) {
      Disposable preload = loader.preload(List.of("A")).subscribe();
      loading.await();
      StepVerifier.create(loader.load(bytes(workflow(START + "," + node("a", "A")))))
          .then(preload::dispose)
          .expectNextCount(1)
          .verifyComplete();
    }
    assertThat(asked).containsExactly("A", "A");
  }

  @Test
  void preload_providersFail_loadsTheRestAndFailsAtTheEnd() {
    NodeRegistry registry =
        registry(
            new Provider() {
              @Override
              public NodeType load(String name) throws Exception {
                if (!name.equals("B")) {
                  throw new IOException(name);
                }
                return super.load(name);
              }
            });
    try (WorkflowLoader loader = loader(registry)) {
      StepVerifier.create(loader.preload(List.of("A", "B", "C")).map(NodeType::name))
          .expectNext("B")
          .verifyErrorSatisfies(
              e -> {
                assertThat(e).isInstanceOf(NodeCreationException.class).hasRootCauseMessage("A");
                assertThat(e.getSuppressed()).hasSize(1);
                assertThat(e.getSuppressed()[0]).hasRootCauseMessage("C");
              });
    }
  }

  @Test
  void preload_fatalErrorInProvider_reachesTheSubscriber() {
    OutOfMemoryError fatal = new OutOfMemoryError("test");
    NodeRegistry registry =
        registry(
            new Provider() {
              @Override
              public NodeType load(String name) {
                throw fatal;
              }
            });
    try (WorkflowLoader loader = loader(registry)) {
      StepVerifier.create(loader.preload(List.of("A")))
          .verifyErrorSatisfies(
              e -> assertThat(e).isInstanceOf(LoaderFailedException.class).hasCause(fatal));
    }
  }

  @Test
  void preload_loaderClosed_isRefused() {
    WorkflowLoader loader = WorkflowLoader.create();
    loader.close();

    StepVerifier.create(loader.preload()).verifyError(LoaderBusyException.class);
  }

  /** Some work that counts as a load. */
  private static <T> Mono<T> counted(RunningLoads loads, Mono<T> work) {
    return Boundary.around(
        Mono.deferContextual(
            context -> {
              loads.countUntilEndOf(Boundary.of(context));
              return work;
            }));
  }
}
