package dev.sluice.pool;

import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import java.util.List;

/** A node that a host wants back; it is clean where nothing was left in it. */
class HostNode implements ReusableNode {

  private NodeDefinition definition;
  Object left;

  HostNode(NodeDefinition definition) {
    this.definition = definition;
  }

  static NodeType type(String name, NodeFactory factory) {
    return NodeType.of(name, "host", List.of(), List.of(), factory);
  }

  @Override
  public NodeDefinition definition() {
    if (definition == null) {
      throw new IllegalStateException("nobody's");
    }
    return definition;
  }

  @Override
  public void reset() throws Exception {
    definition = null;
    left = null;
  }

  @Override
  public boolean isClean() {
    return definition == null && left == null;
  }

  @Override
  public void reuse(NodeDefinition next) throws Exception {
    definition = next;
  }
}
