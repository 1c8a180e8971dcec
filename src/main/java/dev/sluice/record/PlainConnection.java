package dev.sluice.record;

import dev.sluice.value.ByteNames;
import dev.sluice.value.EndMembers;

/**
 * A connection that has the four ends of the canonical form, each a string, and nothing else; read
 * by the fast lane.
 *
 * @param index the number of entries before it
 * @param offset the offset of its first byte
 * @param names the names of the document; the ends are numbers of these names
 */
public record PlainConnection(
    int index,
    long offset,
    ByteNames names,
    int sourceNode,
    int sourcePort,
    int targetNode,
    int targetPort)
    implements WorkflowRecord {

  /** A map of its members. */
  public EndMembers members() {
    return new EndMembers(
        names.name(sourceNode),
        names.name(sourcePort),
        names.name(targetNode),
        names.name(targetPort));
  }

  /** The same connection as any reader gives it. */
  public ConnectionEntry entry() {
    EndMembers members = members();
    ConnectionEnds ends =
        new ConnectionEnds(
            names.name(sourceNode),
            names.name(sourcePort),
            names.name(targetNode),
            names.name(targetPort),
            true);
    return new ConnectionEntry(index, members, members, ends, offset);
  }
}
