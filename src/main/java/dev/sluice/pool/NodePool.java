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
 * A pool of reusable nodes: it takes nodes from workflows that are no longer in use and gives them
 * to later loads.
 *
 * <p>It is useful for nodes with expensive resources, such as a browser or a connection. A node
 * that only holds its definition is cheaper to create than to look up, so only {@link
 * ReusableNode}s are pooled, and loaders have no pool by default.
 *
 * <pre>{@code
 * NodePool pool = NodePool.create();
 * WorkflowLoader loader = WorkflowLoader.builder().registry(types).pool(pool).build();
 * loader.load(file).doOnNext(this::run).doOnNext(pool::release)
 * }</pre>
 *
 * <p>Each type has its own limit, and nodes of different factories are kept apart, so loaders may
 * share a pool. The pool references the nodes and factories of all registries it has served until
 * {@link #clear()}. Nodes of a workflow that is never released, or of a load that fails before it
 * emits the workflow, do not return to the pool and are garbage collected.
 *
 * <p>Thread-safe; no host code runs under a lock.
 */
public final class NodePool {

  /** The default maximum number of nodes of one type. */
  public static final int DEFAULT_MAX_PER_TYPE = 20;

  private final int maxPerType;
  private final Map<Key, Shelf> shelves = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder returns = new LongAdder();
  private final LongAdder discarded = new LongAdder();

  /** Nodes are interchangeable if these are equal. */
  private record Key(String typeName, NodeFactory factory) {
    static Key of(NodeType type) {
      return new Key(type.name(), type.factory());
    }
  }

  private NodePool(int maxPerType) {
    this.maxPerType = maxPerType;
  }

  /** An empty pool that keeps up to {@value #DEFAULT_MAX_PER_TYPE} nodes of each type. */
  public static NodePool create() {
    return new NodePool(DEFAULT_MAX_PER_TYPE);
  }

  /**
   * An empty pool.
   *
   * @param maxPerType the maximum number of nodes of one type
   * @throws IllegalArgumentException if it is below 1
   */
  public static NodePool of(int maxPerType) {
    if (maxPerType < 1) {
      throw new IllegalArgumentException("maxPerType must be at least 1, was " + maxPerType);
    }
    return new NodePool(maxPerType);
  }

  /**
   * A live node for a definition: one from the pool, or a new one from the type's factory.
   *
   * @return null if the factory returned null
   * @throws Exception any exception of the factory
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

  @SuppressWarnings("ReferenceEquality") // an equal definition of another load is not enough
  private static boolean takesOn(ReusableNode node, NodeDefinition definition) {
    try {
      node.reuse(definition);
      return node.definition() == definition;
    } catch (Throwable e) {
      return false; // a new node is created instead, whatever the host's code threw
    }
  }

  /**
   * A workflow with lent nodes: after {@link #release}, its map of nodes throws {@link
   * IllegalStateException}.
   *
   * @param nodes live nodes by id in the definition's order; must not be used elsewhere
   */
  public WorkflowSchema lend(WorkflowDefinition definition, Map<String, Node> nodes) {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(nodes, "nodes");
    return new WorkflowSchema(
        definition, new PooledNodeMap(this, Collections.unmodifiableMap(nodes)));
  }

  /**
   * Returns the nodes of a workflow to this pool, which lent them; they must not be used any more.
   *
   * <p>First the workflow loses access to the nodes; then each node is reset, checked and kept, on
   * the calling thread. Nodes that cannot be kept are left to the garbage collector. Never throws.
   *
   * @return whether this call returned the nodes; false, without any effect, if the workflow was
   *     already released or its nodes are not from this pool
   */
  public boolean release(WorkflowSchema schema) {
    Objects.requireNonNull(schema, "schema");
    if (!(schema.nodes() instanceof PooledNodeMap lent) || !lent.isFrom(this)) {
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
      return false; // the other nodes can still be kept
    }
  }

  /** Removes all pooled nodes; the counts are kept. */
  public void clear() {
    shelves.clear();
  }

  /** A snapshot of the statistics; its figures may be slightly inconsistent with each other. */
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

  /** The clean nodes of one type and factory, as a stack without duplicates. */
  static final class Shelf {

    private final int most;
    private final ArrayDeque<ReusableNode> nodes = new ArrayDeque<>();

    Shelf(int most) {
      this.most = most;
    }

    synchronized @Nullable ReusableNode take() {
      return nodes.pollLast();
    }

    /** Whether there is currently room for another node. */
    synchronized boolean hasRoom() {
      return nodes.size() < most;
    }

    /** Keeps a node if there is room and it is not a duplicate; returns whether it was kept. */
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
