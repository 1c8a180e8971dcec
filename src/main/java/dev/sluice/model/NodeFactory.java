package dev.sluice.model;

/**
 * Makes one live node from its immutable definition.
 *
 * <p>Called once per node and load, possibly from several threads at once for different nodes, on
 * the loader's creation scheduler. It may block there and may throw: a throw becomes a {@link
 * FindingCode#NODE_CREATION_FAILED} finding and never leaves the pipeline.
 */
@FunctionalInterface
public interface NodeFactory {

  /** Makes nodes that hold their definition and nothing else. */
  NodeFactory PLAIN = NodeFactory::plain;

  /**
   * Makes the node.
   *
   * @param definition what the document says about it
   * @return the node; null counts as a failure
   * @throws Exception whatever goes wrong
   */
  Node create(NodeDefinition definition) throws Exception;

  /** A node that holds its definition and nothing else. */
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
