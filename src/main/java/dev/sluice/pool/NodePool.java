package dev.sluice.pool;

import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the reusable nodes of workflows that are done with, and hands them to later loads.
 *
 * <p>It pays for nodes that hold something costly, such as a browser or a connection. A node that
 * only holds its definition is cheaper to make than to look up, so only {@link ReusableNode}s are
 * kept, and a loader has no pool unless it is given one.
 *
 * <pre>{@code
 * NodePool pool = NodePool.create();
 * WorkflowLoader loader = WorkflowLoader.builder().registry(types).pool(pool).build();
 * loader.load(file).doOnNext(this::run).doOnNext(pool::release)
 * }</pre>
 *
 * <p>Each type has its own bound, and nodes made by different factories are never mixed up, so that
 * loaders may share a pool. It holds the nodes and factories of registries it has served until
 * {@link #clear()}. Nodes of a workflow that is never released, or of a load that ends before its
 * workflow is there, are lost to the pool and to nobody else.
 *
 * <p>Safe for use by many threads; no host code runs under a lock.
 */
public final class NodePool {

  /** Nodes of one type that are kept at most, unless told otherwise. */
  public static final int DEFAULT_MAX_PER_TYPE = 20;

  private final int maxPerType;
  private final Map<Key, Shelf> shelves = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder returns = new LongAdder();
  private final LongAdder discarded = new LongAdder();

  /** What nodes must have in common to stand in for each other. */
  private record Key(String typeName, NodeFactory factory) {
    static Key of(NodeType type) {
      return new Key(type.name(), type.factory());
    }
  }

  private NodePool(int maxPerType) {
    this.maxPerType = maxPerType;
  }

  /** An empty pool that keeps {@value #DEFAULT_MAX_PER_TYPE} nodes of a type. */
  public static NodePool create() {
    return new NodePool(DEFAULT_MAX_PER_TYPE);
  }

  /**
   * An empty pool.
   *
   * @param maxPerType nodes of one type that are kept at most
   * @throws IllegalArgumentException if it is below 1
   */
  public static NodePool of(int maxPerType) {
    if (maxPerType < 1) {
      throw new IllegalArgumentException("maxPerType must be at least 1, was " + maxPerType);
    }
    return new NodePool(maxPerType);
  }

  /**
   * A live node for a definition: one that is kept, or a new one of the type's factory.
   *
   * @return null where the factory gave that
   * @throws Exception whatever the factory throws
   */
  public @Nullable Node acquire(NodeDefinition definition) throws Exception {
    NodeType type = Objects.requireNonNull(definition, "definition").type();
    if (type.factory() == NodeFactory.PLAIN) {
      return NodeFactory.plain(definition);
    }
    Shelf shelf = shelves.get(Key.of(type));
    ReusableNode kept = shelf == null ? null : reused(shelf, definition);
    if (kept != null) {
      hits.increment();
      return kept;
    }
    Node made = type.factory().create(definition);
    if (made instanceof ReusableNode) {
      misses.increment();
    }
    return made;
  }

  private @Nullable ReusableNode reused(Shelf shelf, NodeDefinition definition) {
    for (ReusableNode node = shelf.take(); node != null; node = shelf.take()) {
      if (takesOn(node, definition)) {
        return node;
      }
      discarded.increment();
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // an equal definition of another load would not do
  private static boolean takesOn(ReusableNode node, NodeDefinition definition) {
    try {
      node.reuse(definition);
      return node.definition() == definition;
    } catch (Throwable e) {
      return false; // a new node will do as well, whatever a host's code fails with
    }
  }

  /**
   * A workflow whose nodes are lent: after {@link #release} its map of nodes fails with {@link
   * IllegalStateException}.
   *
   * @param nodes live nodes by id in the definition's order; nobody else's from now on
   */
  public WorkflowSchema lend(WorkflowDefinition definition, Map<String, Node> nodes) {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(nodes, "nodes");
    return new WorkflowSchema(definition, new LentNodes(this, Collections.unmodifiableMap(nodes)));
  }

  /**
   * Takes back the nodes of a workflow that this pool lent; nobody may use them any more.
   *
   * <p>The workflow lets go of them first, then each is reset, looked at and kept, on the calling
   * thread. What cannot be kept is left to the garbage collector. Never fails.
   *
   * @return whether this call took them back; false for a workflow that was released before, or
   *     that another pool or none lent, and which stays as it is
   */
  public boolean release(WorkflowSchema schema) {
    Objects.requireNonNull(schema, "schema");
    if (!(schema.nodes() instanceof LentNodes lent) || !lent.isFrom(this)) {
      return false;
    }
    Map<String, Node> nodes = lent.end();
    if (nodes == null) {
      return false;
    }
    nodes.forEach(
        (id, node) -> {
          NodeDefinition definition = schema.definition().nodes().get(id);
          if (definition != null && node instanceof ReusableNode reusable) {
            keep(Key.of(definition.type()), reusable);
          }
        });
    return true;
  }

  private void keep(Key key, ReusableNode node) {
    Shelf shelf = shelves.computeIfAbsent(key, any -> new Shelf(maxPerType));
    boolean kept = shelf.hasRoom() && becomesClean(node) && shelf.put(node);
    (kept ? returns : discarded).increment();
  }

  private static boolean becomesClean(ReusableNode node) {
    try {
      node.reset();
      return node.isClean();
    } catch (Throwable e) {
      return false; // one node less is no reason to keep the others
    }
  }

  /** Lets go of all nodes kept at the moment; the counts go on. */
  public void clear() {
    shelves.clear();
  }

  /** What this pool has done so far; each figure is right, together they may be a moment apart. */
  public PoolStatistics statistics() {
    Map<String, Integer> sizes = new TreeMap<>();
    shelves.forEach(
        (key, shelf) -> {
          int size = shelf.size();
          if (size > 0) {
            sizes.merge(key.typeName(), size, Integer::sum);
          }
        });
    return new PoolStatistics(hits.sum(), misses.sum(), returns.sum(), discarded.sum(), sizes);
  }

  @Override
  public String toString() {
    return "NodePool" + statistics();
  }

  /** The clean nodes of one type and factory, the one put last on top; holds no node twice. */
  static final class Shelf {

    private final int most;
    private final ArrayDeque<ReusableNode> nodes = new ArrayDeque<>();

    Shelf(int most) {
      this.most = most;
    }

    synchronized @Nullable ReusableNode take() {
      return nodes.pollLast();
    }

    /** Whether there is room, which another thread may use up. */
    synchronized boolean hasRoom() {
      return nodes.size() < most;
    }

    /** Keeps a node if there is room and it is not here yet; tells whether it did. */
    synchronized boolean put(ReusableNode node) {
      if (nodes.size() >= most) {
        return false;
      }
      for (ReusableNode other : nodes) {
        if (other == node) {
          return false;
        }
      }
      return nodes.add(node);
    }

    synchronized int size() {
      return nodes.size();
    }
  }
}
