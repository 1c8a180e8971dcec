package dev.sluice.locate;

import java.util.List;

/** An element of a definition whose place in the document is needed. */
public sealed interface Location {

  /** A node. */
  record OfNode(String id) implements Location {}

  /**
   * A member of a node's object: {@code type} for the name of its type in any dialect, otherwise
   * the member's name.
   */
  record OfMember(String id, String member) implements Location {}

  /**
   * A value in a node's config.
   *
   * @param path the names and indices that lead to it, at least one
   */
  record OfConfig(String id, List<Object> path) implements Location {}

  /**
   * A connection.
   *
   * @param index the number of connections before it
   */
  record OfConnection(int index) implements Location {}

  /**
   * A value outside the nodes and connections.
   *
   * @param path the names and indices that lead to it, beginning with the member of the workflow
   */
  record OfWorkflow(List<Object> path) implements Location {}
}
