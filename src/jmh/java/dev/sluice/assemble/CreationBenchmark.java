package dev.sluice.assemble;

import dev.sluice.assemble.Assembled.Location;
import dev.sluice.config.Profile;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.Place;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.pool.NodePool;
import dev.sluice.pool.ReusableNode;
import dev.sluice.stage.HostCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The nodes of one workflow: by one thread or two, and new or from the pool.
 *
 * <pre>
 *   mvn -q -Pbench -DskipTests test-compile exec:exec -Dbench=CreationBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CreationBenchmark {

  /** How many nodes a workflow has. */
  @Param({"50", "200", "1000"})
  public int nodes;

  /** Microseconds the factory takes for one; 0 for nodes that hold their definition only. */
  @Param({"0", "1", "10", "100"})
  public int micros;

  private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 100, "bench", 60, true);
  private final NodePool pool = NodePool.of(1000);
  private final NodeCreator alone = new NodeCreator(scheduler, 20, 1, null);
  private final NodeCreator together = new NodeCreator(scheduler, 20, 2, null);
  private final NodeCreator pooling = new NodeCreator(scheduler, 20, 1, pool);
  private @Nullable Assembled shared;
  private @Nullable Assembled owned;
  private @Nullable Assembled reusable;

  /** A node that is as costly to make as asked for, and can be used again. */
  private static final class Costly implements ReusableNode {

    private @Nullable NodeDefinition definition;

    Costly(NodeDefinition definition, int micros) {
      this.definition = definition;
      spin(micros);
    }

    @Override
    public NodeDefinition definition() {
      NodeDefinition present = definition;
      if (present == null) {
        throw new IllegalStateException("in the pool");
      }
      return present;
    }

    @Override
    public void reset() {
      definition = null;
    }

    @Override
    public boolean isClean() {
      return definition == null;
    }

    @Override
    public void reuse(NodeDefinition next) {
      definition = next;
    }
  }

  /** A node that has port objects of its own, as if its type had no template. */
  private record Owner(NodeDefinition definition, List<Port> inputs, List<Port> outputs)
      implements Node {}

  private static void spin(int micros) {
    if (micros > 0) {
      long end = System.nanoTime() + micros * 1_000L;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
  }

  /** Makes the definitions, and makes sure that all ways lead to the same nodes. */
  @Setup
  public void prepare() {
    shared =
        definition(
            definition -> {
              spin(micros);
              return NodeFactory.plain(definition);
            });
    owned =
        definition(
            definition -> {
              spin(micros);
              return new Owner(
                  definition,
                  List.of(Port.exec("exec_in"), Port.any("value")),
                  List.of(Port.exec("exec_out"), Port.any("result")));
            });
    reusable = definition(definition -> new Costly(definition, micros));
    List<String> expected = List.copyOf(shared.definition().nodes().keySet());
    require(ids(sequential()).equals(expected), "sequential");
    require(ids(slices()).equals(expected), "slices");
    require(ids(ownPorts()).equals(expected), "ownPorts");
    pooled();
    pooled();
    require(pool.statistics().hits() == nodes, "pooled");
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    scheduler.dispose();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what + " makes other nodes");
    }
  }

  private static List<String> ids(List<Node> made) {
    return made.stream().map(Node::id).toList();
  }

  private Assembled definition(NodeFactory factory) {
    NodeType type = NodeType.of("Host", "host", List.of(), List.of(), factory);
    Map<String, NodeDefinition> definitions = new LinkedHashMap<>();
    Map<String, Location> locations = new LinkedHashMap<>();
    for (int i = 0; i < nodes; i++) {
      String id = "n" + i;
      definitions.put(
          id, new NodeDefinition(id, type, "Host", Map.of(), Map.of(), List.of(), List.of()));
      locations.put(id, new Location("/nodes/" + id, Place.START));
    }
    return new Assembled(
        new WorkflowDefinition(
            DocumentKind.WORKFLOW,
            Map.of(),
            Map.of(),
            WorkflowMetadata.EMPTY,
            definitions,
            List.of(),
            false,
            DocumentForm.CANONICAL),
        locations);
  }

  private static List<Node> create(NodeCreator creator, @Nullable Assembled assembled) {
    List<Node> made = new ArrayList<>();
    creator
        .create(assembled, Profile.LENIENT, HostCode.UNMARKED, failure -> {})
        .doOnNext(made::addAll)
        .blockLast();
    return made;
  }

  /** By one thread, ports shared from the type's template. */
  @Benchmark
  public List<Node> sequential() {
    return create(alone, shared);
  }

  /** By the caller and one helper, if the creator thinks that it pays. */
  @Benchmark
  public List<Node> slices() {
    return create(together, shared);
  }

  /** By one thread, each with ports of its own. */
  @Benchmark
  public List<Node> ownPorts() {
    return create(alone, owned);
  }

  /** From the pool and back. */
  @Benchmark
  public boolean pooled() {
    List<Node> made = create(pooling, reusable);
    Map<String, Node> byId = new LinkedHashMap<>(made.size() * 4 / 3 + 1);
    made.forEach(node -> byId.put(node.id(), node));
    return pool.release(pooling.schema(reusable.definition(), byId));
  }
}
