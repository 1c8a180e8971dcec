package dev.sluice.pool;

import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;

/**
 * A host's node that can serve one workflow after another; a {@link NodePool} keeps no others.
 *
 * <pre>
 *   made by its factory ---> serves ---reset---> clean, in the pool ---reuse---> serves ...
 * </pre>
 *
 * <p>The factory makes a new one each time it is asked. One thread at a time calls these methods,
 * not always the same one; what one call wrote the next one sees. They run where a workflow is
 * released or loaded, so they must be quick and must not block.
 */
public interface ReusableNode extends Node {

  /**
   * Lets go of all a workflow left behind: its definition, values at ports, results, listeners.
   *
   * <p>From here to {@link #reuse} the node is nobody's, and {@link #definition()} best throws.
   *
   * @throws Exception whatever goes wrong; the node is thrown away then
   */
  void reset() throws Exception;

  /** Whether nothing of the last workflow is left; a node that says no is thrown away. */
  boolean isClean();

  /**
   * Becomes the node of another definition, which has the same type and comes from the same factory
   * as the last one.
   *
   * @param definition what {@link #definition()} says from now on
   * @throws Exception whatever goes wrong; the node is thrown away then and a new one made
   */
  void reuse(NodeDefinition definition) throws Exception;
}
