package dev.sluice.pool;

import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;

/**
 * A host's node that several workflows can use, one after another. A {@link NodePool} keeps only
 * such nodes.
 *
 * <pre>
 *   created ---> in use ---reset---> clean, in the pool ---reuse---> in use ...
 * </pre>
 *
 * <p>Its factory creates a new node on each call. These methods are called by one thread at a time,
 * not always the same one, with visibility of earlier calls. They run where a workflow is released
 * or loaded, so they must be fast and must not block.
 */
public interface ReusableNode extends Node {

  /**
   * Removes everything that belongs to the last workflow: definition, values at ports, results,
   * listeners.
   *
   * <p>From this call until {@link #reuse}, the node has no definition, and {@link #definition()}
   * should throw an exception.
   *
   * @throws Exception if the node cannot be reset; it is then discarded
   */
  void reset() throws Exception;

  /** Whether the node has no data of the last workflow left; otherwise it is discarded. */
  boolean isClean();

  /**
   * Becomes the node of another definition with the same type and factory.
   *
   * @param definition the result of {@link #definition()} from now on
   * @throws Exception if the node cannot be reused; it is then discarded and a new one created
   */
  void reuse(NodeDefinition definition) throws Exception;
}
