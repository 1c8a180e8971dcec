package dev.sluice.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.assemble.Assembled.Location;
import dev.sluice.config.Profile;
import dev.sluice.error.NodeCreationException;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.Place;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.stage.HostCode;
import dev.sluice.support.Workflows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@Timeout(30)
class NodeCreatorTest {

  private static final long MICROS = 1_000;

  private final AtomicLong time = new AtomicLong();
  private final AtomicInteger made = new AtomicInteger();
  private final List<Finding> failures = new ArrayList<>();

  /** What the scheduler was asked to do, and does not. */
  private final Queue<Runnable> asked = new ArrayDeque<>();

  private final Scheduler busy = Schedulers.fromExecutor(asked::add);

  private NodeCreator creator(Scheduler scheduler, int workers) {
    return new NodeCreator(scheduler, 20, workers, null, time::get);
  }

  /** Makes nodes that take a given time by the clock of the creator. */
  private NodeFactory taking(long nanos) {
    return definition -> {
      time.addAndGet(nanos);
      made.incrementAndGet();
      return () -> definition;
    };
  }

  private static Assembled nodes(int count, NodeFactory factory) {
    NodeType type = NodeType.of("Host", "host", List.of(), List.of(), factory);
    Map<String, NodeDefinition> nodes = new LinkedHashMap<>();
    Map<String, Location> locations = new LinkedHashMap<>();
    for (String id : ids(count)) {
      nodes.put(id, new NodeDefinition(id, type, "Host", Map.of(), Map.of(), List.of(), List.of()));
      locations.put(id, new Location("/nodes/" + id, Place.START));
    }
    WorkflowDefinition definition =
        new WorkflowDefinition(
            DocumentKind.WORKFLOW,
            Map.of(),
            Map.of(),
            WorkflowMetadata.EMPTY,
            nodes,
            List.of(),
            false,
            DocumentForm.CANONICAL);
    return new Assembled(definition, factory == NodeFactory.PLAIN ? Map.of() : locations);
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  private Flux<List<Node>> batches(NodeCreator creator, Assembled assembled) {
    return creator.create(assembled, Profile.LENIENT, HostCode.UNMARKED, failures::add);
  }

  private List<String> create(NodeCreator creator, Assembled assembled) {
    return batches(creator, assembled)
        .flatMapIterable(batch -> batch)
        .map(Node::id)
        .collectList()
        .block();
  }

  @ParameterizedTest(name = "{0} nodes of {1} µs by {2}: {3} helpers")
  @CsvSource({
    "19, 100000, 4, 0", // below the threshold
    "20, 100000, 4, 3",
    "1000, 1, 4, 0", // the rest is not worth it
    "1100, 1, 4, 3",
    "50, 10, 4, 0",
    "150, 10, 4, 3",
    "1000, 100, 1, 0", // no other thread may work
    "1000, 100, 2, 1",
  })
  void create_nodes_asksForHelpWhereItPays(int count, long micros, int workers, int helpers) {
    assertThat(create(creator(busy, workers), nodes(count, taking(micros * MICROS))))
        .isEqualTo(ids(count));
    assertThat(asked).hasSize(helpers);
  }

  @Test
  void create_plainNodes_makesThemInOneGo() {
    NodeCreator creator = creator(busy, 4);

    StepVerifier.create(batches(creator, nodes(1000, NodeFactory.PLAIN)))
        .assertNext(batch -> assertThat(batch).hasSize(1000))
        .verifyComplete();
    assertThat(asked).isEmpty();
  }

  @Test
  void create_costlyNodes_areRecognisedByTheFirstOfThem() {
    StepVerifier.create(batches(creator(busy, 2), nodes(50, taking(300 * MICROS))), 1)
        .assertNext(batch -> assertThat(batch).hasSize(1))
        .thenCancel()
        .verify();
  }

  @Test
  void create_schedulerRefuses_makesAllOnTheCallersThread() {
    Scheduler refusing = Schedulers.newBoundedElastic(1, 1, "refusing");
    refusing.dispose();

    assertThat(create(creator(refusing, 4), nodes(100, taking(100 * MICROS)))).isEqualTo(ids(100));
  }

  @Test
  void create_helpThatComesTooLate_findsNothingToDo() {
    create(creator(busy, 4), nodes(100, taking(100 * MICROS)));

    asked.forEach(Runnable::run);

    assertThat(made).hasValue(100);
  }

  @Test
  void create_sideBySide_keepsTheOrderOfTheDocument() throws Exception {
    CountDownLatch last = new CountDownLatch(1);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    NodeFactory quick = taking(100 * MICROS);
    // whoever makes node 3 waits until the other one has come to the end
    Assembled assembled =
        nodes(
            100,
            definition -> {
              threads.add(Thread.currentThread());
              if (definition.id().equals("n3")) {
                last.await();
              } else if (definition.id().equals("n99")) {
                last.countDown();
              }
              return quick.create(definition);
            });
    Scheduler scheduler = Schedulers.newBoundedElastic(2, 10, "creation");

    List<String> ids =
        batches(creator(scheduler, 2), assembled)
            .flatMapIterable(batch -> batch)
            .map(Node::id)
            .collectList()
            .subscribeOn(scheduler)
            .block();

    assertThat(ids).isEqualTo(ids(100));
    assertThat(threads).hasSize(2);
    scheduler.dispose();
  }

  @Test
  void create_noDemandForMore_makesNoFurtherBatch() {
    StepVerifier.create(batches(creator(busy, 1), nodes(1000, taking(1))), 1)
        .assertNext(batch -> assertThat(batch).hasSize(32))
        .then(() -> assertThat(made).hasValue(32))
        .thenRequest(1)
        .expectNextCount(1)
        .then(() -> assertThat(made.get()).isLessThanOrEqualTo(3 * 32))
        .thenCancel()
        .verify();
  }

  @ParameterizedTest
  @CsvSource({"10, 3", "100, 40"})
  void create_cancelled_stopsBeforeTheNextNode(int count, int atNode) {
    Disposable.Swap load = Disposables.swap();
    NodeFactory quick = taking(100 * MICROS);
    Assembled assembled =
        nodes(
            count,
            definition -> {
              if (definition.id().equals("n" + atNode)) {
                load.dispose();
              }
              return quick.create(definition);
            });

    // the subscription is known before the first node is made
    batches(creator(busy, 4), assembled)
        .doOnSubscribe(subscription -> load.update(subscription::cancel))
        .subscribe();

    assertThat(made).hasValue(atNode + 1);
    asked.forEach(Runnable::run);
    assertThat(made).hasValue(atNode + 1);
  }

  @Test
  void create_factoryFailsInLenientProfile_putsPlaceholdersInItsPlace() {
    Assembled assembled =
        nodes(
            100,
            definition -> {
              time.addAndGet(100 * MICROS);
              switch (definition.id()) {
                case "n1" -> throw new IllegalStateException("no \u202Elicence");
                case "n50" -> throw new StackOverflowError();
                case "n99" -> {
                  return null;
                }
                default -> {
                  return () -> definition;
                }
              }
            });

    assertThat(create(creator(busy, 4), assembled)).isEqualTo(ids(100));
    assertThat(failures)
        .extracting(
            finding -> finding.pointer() + " " + finding.severity() + " " + finding.message())
        .containsExactly(
            "/nodes/n1 WARNING The factory of \"Host\" failed for node \"n1\":"
                + " java.lang.IllegalStateException: \"no \\u202Elicence\"",
            "/nodes/n50 WARNING The factory of \"Host\" failed for node \"n50\":"
                + " java.lang.StackOverflowError",
            "/nodes/n99 WARNING The factory of \"Host\" failed for node \"n99\": it returned null");
  }

  @Test
  void create_factoryFailsInStrictProfile_failsAndMakesNoMore() {
    IllegalStateException failure = new IllegalStateException("test");
    NodeFactory quick = taking(100 * MICROS);
    Assembled assembled =
        nodes(
            1000,
            definition -> {
              if (definition.id().equals("n1")) {
                throw failure;
              }
              return quick.create(definition);
            });

    StepVerifier.create(
            creator(busy, 4).create(assembled, Profile.STRICT, HostCode.UNMARKED, failures::add))
        .verifyErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(NodeCreationException.class)
                    .hasMessage(
                        "The factory of \"Host\" failed for node \"n1\":"
                            + " java.lang.IllegalStateException: \"test\""
                            + " at 1:1 (/nodes/n1) [NODE_CREATION_FAILED]")
                    .hasCause(failure));
    assertThat(made.get()).isLessThan(32);
    assertThat(failures).isEmpty();
  }

  @Test
  void load_addedStartNodeOfATypeWithAFactory_isCreatedByTheFactory() {
    record Own(NodeDefinition definition) implements Node {}

    NodeRegistry types = NodeRegistries.builder().factory(NodeType.START, Own::new).build();
    byte[] document = Workflows.bytes(Workflows.workflow(Workflows.node("a", "LogNode")));
    try (WorkflowLoader loader = WorkflowLoader.builder().registry(types).build()) {
      Map<String, Node> nodes = loader.load(document).block().nodes();

      assertThat(nodes.get(NodeDefinition.AUTO_START)).isInstanceOf(Own.class);
      assertThat(nodes.get("a")).isNotInstanceOf(Own.class);
      assertThat(nodes).allSatisfy((id, node) -> assertThat(node.id()).isEqualTo(id));
    }
  }
}
