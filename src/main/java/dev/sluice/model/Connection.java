package dev.sluice.model;

import dev.sluice.value.EndMembers;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.PrintableText;
import dev.sluice.value.ShapedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directed connection from an output port to an input port; immutable.
 *
 * <p>An end that is null in the document is the empty string here and null in {@link #members()}.
 *
 * @param sourceNode id of the source node
 * @param sourcePort name of the output port
 * @param targetNode id of the target node
 * @param targetPort name of the input port
 * @param members the connection object as written, including unknown members; empty for a
 *     connection that the loader added
 */
public record Connection(
    String sourceNode,
    String sourcePort,
    String targetNode,
    String targetPort,
    Map<String, Object> members) {

  /** The members of a connection that name an end in one of the dialects. */
  public static final Set<String> END_MEMBERS =
      Set.of(
          "source_node",
          "source_port",
          "target_node",
          "target_port",
          "from_node",
          "from_port",
          "to_node",
          "to_port",
          "from",
          "to",
          "source",
          "target",
          "out",
          "in",
          "exec_out",
          "exec_in");

  /**
   * Creates a connection with a copy of the members. If the members contradict the ends, the copy
   * of the members is changed to agree with the ends. Only a connection whose source is {@code
   * __auto_start__} may have no members, because the loader adds such connections.
   *
   * @throws NullPointerException if a component is null; the message names it
   * @throws InvalidValueException if a member is not a JSON value
   */
  public Connection {
    Objects.requireNonNull(sourceNode, "sourceNode");
    Objects.requireNonNull(sourcePort, "sourcePort");
    Objects.requireNonNull(targetNode, "targetNode");
    Objects.requireNonNull(targetPort, "targetPort");
    if (members != EndMembers.OWN) {
      members = JsonValues.copyOf("members", members);
      boolean added = members.isEmpty() && sourceNode.equals(NodeDefinition.AUTO_START);
      if (!added && !says(members, sourceNode, sourcePort, targetNode, targetPort)) {
        members = with(members, new EndMembers(sourceNode, sourcePort, targetNode, targetPort));
      }
      if (members instanceof EndMembers) {
        members = EndMembers.OWN; // the four ends in the canonical order and nothing else
      }
    }
  }

  /** A connection with the members for its ends and no others. */
  public Connection(String sourceNode, String sourcePort, String targetNode, String targetPort) {
    this(
        sourceNode,
        sourcePort,
        targetNode,
        targetPort,
        NodeDefinition.AUTO_START.equals(sourceNode)
            ? Map.of()
            : new EndMembers(sourceNode, sourcePort, targetNode, targetPort));
  }

  @Override
  public Map<String, Object> members() {
    return members instanceof EndMembers
        ? new EndMembers(sourceNode, sourcePort, targetNode, targetPort)
        : members;
  }

  private static boolean says(
      Map<String, Object> members,
      String sourceNode,
      String sourcePort,
      String targetNode,
      String targetPort) {
    if (members instanceof FrozenMap<?> read && read.origin() != null) {
      return List.of(sourceNode, sourcePort, targetNode, targetPort).equals(read.origin());
    }
    return says(members, 0, sourceNode)
        && says(members, 1, sourcePort)
        && says(members, 2, targetNode)
        && says(members, 3, targetPort)
        && !members.isEmpty();
  }

  private static boolean says(Map<String, Object> members, int index, String end) {
    String name = EndMembers.KEYS.get(index);
    Object said = members instanceof ShapedMap read ? read.get(name, index) : members.get(name);
    return said instanceof String ? said.equals(end) : end.isEmpty();
  }

  /** The ends, followed by those members that do not name an end. */
  private static Map<String, Object> with(Map<String, Object> members, Map<String, Object> ends) {
    Map<String, Object> all = new LinkedHashMap<>(ends);
    members.forEach(
        (name, value) -> {
          if (!END_MEMBERS.contains(name)) {
            all.putIfAbsent(name, value);
          }
        });
    return all.size() == ends.size() ? ends : JsonValues.copyOf("members", all);
  }

  /** Whether the loader added the connection. */
  boolean isAdded() {
    return members.isEmpty();
  }

  /** A copy of an added connection as a document would have it. */
  Connection written() {
    return isAdded()
        ? new Connection(
            sourceNode,
            sourcePort,
            targetNode,
            targetPort,
            new EndMembers(sourceNode, sourcePort, targetNode, targetPort))
        : this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Connection that
        && sourceNode.equals(that.sourceNode)
        && sourcePort.equals(that.sourcePort)
        && targetNode.equals(that.targetNode)
        && targetPort.equals(that.targetPort)
        && ((members instanceof EndMembers && that.members instanceof EndMembers)
            || members().equals(that.members()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(sourceNode, sourcePort, targetNode, targetPort);
  }

  /** The four ends, safe to log. */
  @Override
  public String toString() {
    return PrintableText.of(sourceNode + "." + sourcePort + " -> " + targetNode + "." + targetPort);
  }
}
