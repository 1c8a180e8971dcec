package dev.sluice.types;

import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;

/**
 * Decides whether a workflow gets a hidden start node: it does if it has no node of the type {@link
 * NodeType#START}, and no node with the id {@link NodeDefinition#AUTO_START} that the hidden node
 * would have. The checks report the decision and the assembler carries it out.
 */
public final class AutoStartRule {

  private boolean hasStart;
  private boolean isTaken;

  /** The decision for a workflow without nodes. */
  public AutoStartRule() {}

  /**
   * Takes a node of the definition into account.
   *
   * @param hasReservedId whether its id is that of the hidden node
   */
  public void add(NodeType type, boolean hasReservedId) {
    hasStart |= type.name().equals(NodeType.START);
    isTaken |= hasReservedId;
  }

  /** Whether the workflow has no start node of its own. */
  public boolean isNeeded() {
    return !hasStart;
  }

  /** Whether the workflow gets a hidden start node. */
  public boolean isAdded() {
    return !hasStart && !isTaken;
  }
}
