package dev.sluice.model;

/**
 * Creates a live node from its immutable definition.
 *
 * <p>Called once per node and load, possibly from several threads at once for different nodes, on
 * the loader's creation scheduler. It may block there. An exception it throws becomes a {@link
 * FindingCode#NODE_CREATION_FAILED} finding.
 */
@FunctionalInterface
public interface NodeFactory {

  /** Creates nodes that only hold their definition. */
  NodeFactory PLAIN = NodeFactory::plain;

  /**
   * Creates the node.
   *
   * @param definition the definition of the node
   * @return the node; null counts as a failure
   * @throws Exception if the node cannot be created
   */
  Node create(NodeDefinition definition) throws Exception;

  /** A node that only holds its definition. */
  static Node plain(NodeDefinition definition) {
    final class PlainNode implements Node {
      @Override
      public NodeDefinition definition() {
        return definition;
      }

      @Override
      public String toString() {
        return "PlainNode[" + definition + "]";
      }
    }

    return new PlainNode();
  }
}
