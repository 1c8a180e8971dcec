package dev.sluice.record;

/** A way of writing that differs from the canonical one and is read all the same. */
public enum Dialect {
  /** {@code nodes} is a list. */
  LISTED_NODES("nodes are a list, not an object"),
  /** A node has {@code id} for {@code node_id}. */
  SHORT_ID("nodes have id for node_id"),
  /** A node has {@code type} for {@code node_type}. */
  SHORT_TYPE("nodes have type for node_type"),
  /** A node has its config under another name. */
  OTHER_CONFIG("nodes have their config under another name"),
  /** A node is written as the graph editor keeps it, with {@code type_} or {@code custom}. */
  GRAPH_SESSION("nodes are written as the graph editor keeps them"),
  /** A connection names its ends in another way. */
  OTHER_ENDS("connections name their ends in another way");

  private final String description;

  Dialect(String description) {
    this.description = description;
  }

  /** What is different, as a clause for a message. */
  public String description() {
    return description;
  }
}
