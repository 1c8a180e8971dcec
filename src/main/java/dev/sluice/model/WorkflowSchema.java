package dev.sluice.model;

import java.util.Map;
import java.util.Optional;

/**
 * A loaded workflow: its definition and its live nodes.
 *
 * <p>The definition may be shared with other loads of the same document; the nodes are not.
 *
 * @param definition the content of the document
 * @param nodes live nodes by id in the definition's order; unmodifiable
 */
public record WorkflowSchema(WorkflowDefinition definition, Map<String, Node> nodes) {

  /** The live node with this id. */
  public Optional<Node> node(String id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** The kind, the name and the counts, safe to log: no config, variable or setting. */
  @Override
  public String toString() {
    return "WorkflowSchema[definition=" + definition + ", nodes=" + nodes.size() + "]";
  }
}
