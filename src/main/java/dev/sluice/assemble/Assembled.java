package dev.sluice.assemble;

import dev.sluice.model.Place;
import dev.sluice.model.WorkflowDefinition;
import java.util.Map;

/**
 * A definition and what its making knew besides.
 *
 * @param definition what the document says
 * @param hostNodes where the nodes stand that a host's factory will make, by id
 */
public record Assembled(WorkflowDefinition definition, Map<String, Spot> hostNodes) {

  /** Whether nodes are made by factories of the host, which may be slow. */
  public boolean hasHostNodes() {
    return !hostNodes.isEmpty();
  }

  /**
   * Where something stands.
   *
   * @param pointer its JSON pointer
   * @param place its first byte
   */
  record Spot(String pointer, Place place) {}
}
