package dev.sluice.record;

/** A deviation from the canonical form that is accepted. */
public enum Dialect {
  /** {@code nodes} is a list. */
  LISTED_NODES("nodes are a list instead of an object"),
  /** A node has {@code id} instead of {@code node_id}. */
  SHORT_ID("nodes use \"id\" instead of \"node_id\""),
  /** A node has {@code type} instead of {@code node_type}. */
  SHORT_TYPE("nodes use \"type\" instead of \"node_type\""),
  /** A node has its config under another name. */
  OTHER_CONFIG("nodes use another name for \"config\""),
  /** A node is in the form of the graph editor's sessions, with {@code type_} or {@code custom}. */
  GRAPH_SESSION("nodes have the form of a graph editor session"),
  /** A connection has other members for its ends. */
  OTHER_ENDS("connections use other members for their ends");

  private final String description;

  Dialect(String description) {
    this.description = description;
  }

  /** The difference, as a clause for a message. */
  public String description() {
    return description;
  }
}
