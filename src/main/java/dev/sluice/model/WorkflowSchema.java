package dev.sluice.model;

import java.util.Map;
import java.util.Optional;

/**
 * A loaded workflow: its definition and its own live nodes.
 *
 * <p>The definition may be shared with other loads of the same document, the nodes never are.
 *
 * @param definition what the document says
 * @param nodes live nodes by id in the definition's order; unmodifiable
 */
public record WorkflowSchema(WorkflowDefinition definition, Map<String, Node> nodes) {

  /** The live node of this id. */
  public Optional<Node> node(String id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** The kind, the name and how much there is, safe to log: no config, variable or setting. */
  @Override
  public String toString() {
    return "WorkflowSchema[definition=" + definition + ", nodes=" + nodes.size() + "]";
  }
}
