package dev.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.support.HostNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class NodePoolTest {

  private final NodePool pool = NodePool.create();
  private final NodeType type = HostNode.type("Browser", HostNode::new);

  private static NodeDefinition node(String id, NodeType type) {
    return new NodeDefinition(id, type, type.name(), Map.of(), Map.of(), List.of(), List.of());
  }

  /** What a load does: a node for each definition, lent as one workflow. */
  private static WorkflowSchema load(NodePool pool, NodeType type, int count) throws Exception {
    Map<String, NodeDefinition> definitions = new LinkedHashMap<>();
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      NodeDefinition definition = node("n" + i, type);
      definitions.put(definition.id(), definition);
      nodes.put(definition.id(), pool.acquire(definition));
    }
    return pool.lend(definition(definitions), nodes);
  }

  private static WorkflowDefinition definition(Map<String, NodeDefinition> nodes) {
    return new WorkflowDefinition(
        DocumentKind.WORKFLOW,
        Map.of(),
        Map.of(),
        WorkflowMetadata.EMPTY,
        nodes,
        List.of(),
        false,
        DocumentForm.CANONICAL);
  }

  private WorkflowSchema load(int count) throws Exception {
    return load(pool, type, count);
  }

  @Test
  void acquire_emptyPool_makesNodesAndCountsMisses() throws Exception {
    load(3);

    assertThat(pool.statistics()).isEqualTo(new PoolStatistics(0, 3, 0, 0, Map.of()));
  }

  @Test
  void acquire_afterRelease_reusesTheNodeForItsNewDefinition() throws Exception {
    WorkflowSchema first = load(1);
    Node node = first.nodes().get("n0");
    pool.release(first);

    NodeDefinition next = node("other", type);

    assertThat(pool.acquire(next)).isSameAs(node);
    assertThat(node.definition()).isSameAs(next);
    assertThat(pool.statistics()).isEqualTo(new PoolStatistics(1, 1, 1, 0, Map.of()));
  }

  @Test
  void release_cleanNodes_keepsThemByType() throws Exception {
    pool.release(load(2));
    pool.release(load(pool, HostNode.type("Connection", HostNode::new), 3));

    PoolStatistics statistics = pool.statistics();
    assertThat(statistics.sizes())
        .containsExactly(Map.entry("Browser", 2), Map.entry("Connection", 3));
    assertThat(statistics.size()).isEqualTo(5);
    assertThat(statistics.returns()).isEqualTo(5);
  }

  @Test
  void statistics_hitRate_isTheShareOfReusedNodes() throws Exception {
    assertThat(pool.statistics().hitRate()).isZero();

    pool.release(load(1));
    load(4);

    assertThat(pool.statistics().hitRate()).isEqualTo(0.2);
  }

  @Test
  void release_moreThanTheBound_discardsTheRestOfThatTypeOnly() throws Exception {
    NodePool small = NodePool.of(2);
    small.release(load(small, type, 3));
    small.release(load(small, HostNode.type("Other", HostNode::new), 1));

    assertThat(small.statistics())
        .isEqualTo(new PoolStatistics(0, 4, 3, 1, Map.of("Browser", 2, "Other", 1)));
  }

  @Test
  void create_defaultBound_is20PerType() throws Exception {
    pool.release(load(21));

    assertThat(pool.statistics().size()).isEqualTo(20);
  }

  @Test
  void of_lessThanOne_isRefused() {
    assertThatThrownBy(() -> NodePool.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxPerType must be at least 1, was 0");
  }

  @Test
  void clear_keptNodes_areForgottenAndCountsStay() throws Exception {
    pool.release(load(2));

    pool.clear();

    assertThat(pool.statistics()).isEqualTo(new PoolStatistics(0, 2, 2, 0, Map.of()));
    load(1);
    assertThat(pool.statistics().hits()).isZero();
  }

  @Test
  void acquire_otherFactoryOfTheSameName_neverGetsTheNode() throws Exception {
    pool.release(load(1));

    Node other =
        pool.acquire(node("a", HostNode.type("Browser", definition -> new HostNode(definition))));

    assertThat(pool.statistics().hits()).isZero();
    assertThat(other.id()).isEqualTo("a");
  }

  @Test
  void acquire_nodesThatAreNotReusable_areCreatedAgainAndNotCounted() throws Exception {
    pool.release(load(pool, HostNode.type("Plain", NodeFactory.PLAIN), 1));
    pool.release(load(pool, HostNode.type("Own", definition -> () -> definition), 1));

    assertThat(pool.acquire(node("a", HostNode.type("Plain", NodeFactory.PLAIN))).id())
        .isEqualTo("a");
    assertThat(pool.statistics()).isEqualTo(new PoolStatistics(0, 0, 0, 0, Map.of()));
  }

  /** A node that cannot be kept, in every way there is. */
  private static List<NodeFactory> unclean() {
    return List.of(
        definition ->
            new HostNode(definition) {
              @Override
              public boolean isClean() {
                return false;
              }
            },
        definition ->
            new HostNode(definition) {
              @Override
              public boolean isClean() {
                throw new IllegalStateException("test");
              }
            },
        definition ->
            new HostNode(definition) {
              @Override
              public void reset() throws Exception {
                throw new IOException("test");
              }
            },
        definition ->
            new HostNode(definition) {
              @Override
              public void reset() {
                throw new StackOverflowError("test");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("unclean")
  void release_nodeThatDoesNotComeClean_isDiscardedAlone(NodeFactory factory) throws Exception {
    NodeDefinition bad = node("bad", HostNode.type("Bad", factory));
    NodeDefinition good = node("good", type);
    WorkflowSchema schema =
        pool.lend(
            definition(Map.of("bad", bad, "good", good)),
            Map.of("bad", pool.acquire(bad), "good", pool.acquire(good)));

    assertThat(pool.release(schema)).isTrue();

    assertThat(pool.statistics()).isEqualTo(new PoolStatistics(0, 2, 1, 1, Map.of("Browser", 1)));
  }

  /** A node that cannot be had back from the pool. */
  private static List<NodeFactory> stubborn() {
    return List.of(
        definition ->
            new HostNode(definition) {
              @Override
              public void reuse(NodeDefinition next) throws Exception {
                throw new IOException("test");
              }
            },
        definition ->
            new HostNode(definition) {
              @Override
              public void reuse(NodeDefinition next) {
                // keeps none
              }
            });
  }

  @ParameterizedTest
  @MethodSource("stubborn")
  void acquire_nodeThatDoesNotTakeTheDefinition_isReplacedByANewOne(NodeFactory factory)
      throws Exception {
    NodeType stubborn = HostNode.type("Stubborn", factory);
    pool.release(load(pool, stubborn, 2));

    NodeDefinition next = node("next", stubborn);

    assertThat(pool.acquire(next).definition()).isSameAs(next);
    assertThat(pool.statistics()).isEqualTo(new PoolStatistics(0, 3, 2, 2, Map.of()));
  }

  @Test
  void acquire_factoryThrows_letsTheFailureThroughAndCountsNothing() {
    IOException failure = new IOException("test");
    NodeType failing =
        HostNode.type(
            "Failing",
            definition -> {
              throw failure;
            });

    assertThatThrownBy(() -> pool.acquire(node("a", failing))).isSameAs(failure);
    assertThat(pool.statistics().misses()).isZero();
  }

  /** Every way to a node. */
  private static List<Function<WorkflowSchema, Object>> ways() {
    return List.of(
        schema -> schema.node("n0"),
        schema -> schema.nodes().get("n0"),
        schema -> schema.nodes().containsKey("n0"),
        schema -> schema.nodes().size(),
        schema -> schema.nodes().isEmpty(),
        schema -> schema.nodes().keySet().iterator(),
        schema -> schema.nodes().values().iterator(),
        schema -> schema.nodes().entrySet(),
        schema -> List.copyOf(schema.nodes().values()),
        WorkflowSchema::hashCode);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void release_workflow_endsEveryWayToItsNodes(Function<WorkflowSchema, Object> way)
      throws Exception {
    WorkflowSchema schema = load(1);
    assertThat(way.apply(schema)).isNotNull();

    pool.release(schema);

    assertThatIllegalStateException()
        .isThrownBy(() -> way.apply(schema))
        .withMessage("This workflow was released: its nodes may be in use by another one");
  }

  @Test
  void release_whileSomebodyIterates_endsTheIteration() throws Exception {
    WorkflowSchema schema = load(2);
    Set<Map.Entry<String, Node>> entries = schema.nodes().entrySet();
    Iterator<Map.Entry<String, Node>> iterator = entries.iterator();
    iterator.next();

    pool.release(schema);

    assertThatIllegalStateException().isThrownBy(iterator::next);
    assertThatIllegalStateException().isThrownBy(entries::size);
    assertThat(schema.nodes()).hasToString("released");
  }

  @Test
  void lend_nodes_areAMapLikeAnyOther() throws Exception {
    WorkflowSchema schema = load(2);

    assertThat(schema.nodes()).containsOnlyKeys("n0", "n1").isEqualTo(Map.copyOf(schema.nodes()));
    assertThat(schema.nodes()).hasToString("[n0, n1]");
    assertThatThrownBy(() -> schema.nodes().remove("n0"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> schema.nodes().entrySet().iterator().next().setValue(null))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void release_again_doesNothingAndSaysSo() throws Exception {
    WorkflowSchema schema = load(1);

    assertThat(pool.release(schema)).isTrue();
    assertThat(pool.release(schema)).isFalse();

    assertThat(pool.statistics().returns()).isEqualTo(1);
  }

  @Test
  void release_workflowOfAnotherPoolOrNone_leavesItAsItIs() throws Exception {
    WorkflowSchema others = load(NodePool.create(), type, 1);
    WorkflowSchema unpooled = new WorkflowSchema(others.definition(), Map.copyOf(others.nodes()));

    assertThat(pool.release(others)).isFalse();
    assertThat(pool.release(unpooled)).isFalse();

    assertThat(others.nodes()).hasSize(1);
    assertThat(unpooled.nodes()).hasSize(1);
  }

  @Test
  void release_oneNodeInTwoPlaces_isKeptOnce() throws Exception {
    HostNode single = new HostNode(node("single", type));
    NodeType shared = HostNode.type("Shared", definition -> single);

    pool.release(load(pool, shared, 2));

    assertThat(pool.statistics()).isEqualTo(new PoolStatistics(0, 2, 1, 1, Map.of("Shared", 1)));
  }

  @Test
  void release_fromManyThreads_neverGivesANodeToTwoOfThem() throws Exception {
    NodePool small = NodePool.of(3);
    AtomicInteger clashes = new AtomicInteger();
    Set<Node> inUse = ConcurrentHashMap.newKeySet();
    CountDownLatch ready = new CountDownLatch(4);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> done = new ArrayList<>();
    int rounds = 2_000;
    for (int i = 0; i < 4; i++) {
      done.add(
          threads.submit(
              () -> {
                ready.countDown();
                ready.await();
                for (int round = 0; round < rounds; round++) {
                  WorkflowSchema schema = load(small, type, 2);
                  for (Node node : schema.nodes().values()) {
                    if (!inUse.add(node)) {
                      clashes.incrementAndGet();
                    }
                  }
                  inUse.removeAll(List.copyOf(schema.nodes().values()));
                  small.release(schema);
                }
                return null;
              }));
    }
    for (Future<?> one : done) {
      one.get(20, TimeUnit.SECONDS);
    }
    threads.shutdown();

    PoolStatistics statistics = small.statistics();
    assertThat(clashes).hasValue(0);
    assertThat(statistics.hits() + statistics.misses()).isEqualTo(4L * rounds * 2);
    assertThat(statistics.returns() + statistics.discarded()).isEqualTo(4L * rounds * 2);
    assertThat(statistics.returns() - statistics.hits()).isEqualTo(statistics.size());
    assertThat(statistics.size()).isBetween(1, 3);
  }
}
