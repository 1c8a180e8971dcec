package dev.sluice.pool;

import dev.sluice.model.Node;
import dev.sluice.text.Quote;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a workflow until they are returned to the pool; later access throws an exception.
 *
 * <p>A workflow without a pool has a plain map and no overhead.
 */
final class PooledNodeMap extends AbstractMap<String, Node> {

  private final NodePool lender;
  private final AtomicReference<@Nullable Map<String, Node>> nodes;

  /**
   * The nodes of one workflow.
   *
   * @param nodes an unmodifiable map that is not used elsewhere
   */
  PooledNodeMap(NodePool lender, Map<String, Node> nodes) {
    this.lender = lender;
    this.nodes = new AtomicReference<>(nodes);
  }

  boolean isFrom(NodePool pool) {
    return lender == pool;
  }

  /** Ends the loan and returns the nodes to the first caller; null for all later callers. */
  @Nullable Map<String, Node> end() {
    return nodes.getAndSet(null);
  }

  private Map<String, Node> lent() {
    Map<String, Node> present = nodes.get();
    if (present == null) {
      throw new IllegalStateException(
          "This workflow was released: its nodes may be in use by another one");
    }
    return present;
  }

  @Override
  public int size() {
    return lent().size();
  }

  @Override
  public boolean containsKey(Object key) {
    return lent().containsKey(key);
  }

  @Override
  public @Nullable Node get(Object key) {
    return lent().get(key);
  }

  @Override
  public Set<Entry<String, Node>> entrySet() {
    lent();
    return new AbstractSet<>() {
      @Override
      public int size() {
        return lent().size();
      }

      @Override
      public Iterator<Entry<String, Node>> iterator() {
        Iterator<Entry<String, Node>> entries = lent().entrySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return entries.hasNext();
          }

          @Override
          public Entry<String, Node> next() {
            lent();
            return entries.next();
          }
        };
      }
    };
  }

  /** Never throws, because logs and debuggers call it. */
  @Override
  public String toString() {
    Map<String, Node> present = nodes.get();
    return present == null ? "released" : Quote.safe(present.keySet().toString());
  }
}
