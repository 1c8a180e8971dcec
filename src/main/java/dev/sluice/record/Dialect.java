package dev.sluice.record;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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

  /** All sets of dialects, by their bits; shared, because very many nodes may need one. */
  private static final List<Set<Dialect>> SETS =
      IntStream.range(0, 1 << values().length).mapToObj(Dialect::newSet).toList();

  private final String description;

  Dialect(String description) {
    this.description = description;
  }

  /** The bit of this dialect in a set of them. */
  @SuppressWarnings("EnumOrdinal") // the bits are not stored
  int bit() {
    return 1 << ordinal();
  }

  /** The set of the dialects with these bits; the same object for the same bits. */
  static Set<Dialect> ofBits(int bits) {
    return SETS.get(bits);
  }

  private static Set<Dialect> newSet(int bits) {
    Set<Dialect> set = EnumSet.noneOf(Dialect.class);
    for (Dialect dialect : values()) {
      if ((bits & dialect.bit()) != 0) {
        set.add(dialect);
      }
    }
    return Collections.unmodifiableSet(set);
  }

  /** The difference, as a clause for a message. */
  public String description() {
    return description;
  }
}
