package dev.sluice.support;

import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.pool.ReusableNode;
import java.util.List;

/** A node that a host wants back; it is clean where nothing was left in it. */
public class HostNode implements ReusableNode {

  private NodeDefinition definition;

  /** What a workflow left in the node. */
  public Object left;

  public HostNode(NodeDefinition definition) {
    this.definition = definition;
  }

  public static NodeType type(String name, NodeFactory factory) {
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
