package dev.sluice.model;

import dev.sluice.value.FrozenMap;
import dev.sluice.value.PrintableText;
import dev.sluice.value.ShapedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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

  private static final List<String> CANONICAL =
      List.of("source_node", "source_port", "target_node", "target_port");

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
    members = JsonValues.copyOf("members", members);
    boolean added = members.isEmpty() && sourceNode.equals(NodeDefinition.AUTO_START);
    List<String> ends = List.of(sourceNode, sourcePort, targetNode, targetPort);
    if (!added && !says(members, ends)) {
      members = with(members, ends);
    }
  }

  /** A connection with the members for its ends and no others. */
  public Connection(String sourceNode, String sourcePort, String targetNode, String targetPort) {
    this(sourceNode, sourcePort, targetNode, targetPort, Map.of());
  }

  private static boolean says(Map<String, Object> members, List<String> ends) {
    if (members instanceof FrozenMap<?> read && read.origin() != null) {
      return ends.equals(read.origin());
    }
    for (int i = 0; i < ends.size(); i++) {
      String name = CANONICAL.get(i);
      Object said = members instanceof ShapedMap read ? read.get(name, i) : members.get(name);
      boolean same = said instanceof String ? said.equals(ends.get(i)) : ends.get(i).isEmpty();
      if (!same) {
        return false;
      }
    }
    return !members.isEmpty();
  }

  private static Map<String, Object> with(Map<String, Object> members, List<String> ends) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < ends.size(); i++) {
      all.put(CANONICAL.get(i), ends.get(i));
    }
    members.forEach(
        (name, value) -> {
          if (!END_MEMBERS.contains(name)) {
            all.putIfAbsent(name, value);
          }
        });
    return JsonValues.copyOf("members", all);
  }

  /** Whether the loader added the connection. */
  boolean isAdded() {
    return members.isEmpty();
  }

  /** A copy of an added connection as a document would have it. */
  Connection written() {
    List<String> ends = List.of(sourceNode, sourcePort, targetNode, targetPort);
    return isAdded()
        ? new Connection(sourceNode, sourcePort, targetNode, targetPort, with(members, ends))
        : this;
  }

  /** The four ends, safe to log. */
  @Override
  public String toString() {
    return PrintableText.of(sourceNode + "." + sourcePort + " -> " + targetNode + "." + targetPort);
  }
}
