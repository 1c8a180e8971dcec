package dev.sluice.assemble;

import dev.sluice.model.Place;
import dev.sluice.model.WorkflowDefinition;
import java.util.Map;

/**
 * A definition with the additional data that creating its nodes requires.
 *
 * @param definition the definition
 * @param hostNodes the places of nodes that a host's factory creates, by id
 */
public record Assembled(WorkflowDefinition definition, Map<String, Location> hostNodes) {

  /** Whether factories of the host, which may be slow, create nodes. */
  public boolean hasHostNodes() {
    return !hostNodes.isEmpty();
  }

  /**
   * The place of a value.
   *
   * @param pointer its JSON pointer
   * @param place its first byte
   */
  record Location(String pointer, Place place) {}
}
