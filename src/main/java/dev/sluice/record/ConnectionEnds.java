package dev.sluice.record;

import dev.sluice.model.Port;
import dev.sluice.value.ShapePositions;
import dev.sluice.value.ShapedMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The four ends of a connection object, in any dialect.
 *
 * @param sourceNode id of the source node; {@link #ABSENT} if it is missing, null if it is null in
 *     the document, and of any type if the document is invalid
 * @param sourcePort the source port, with the same conventions
 * @param targetNode the id of the target node, with the same conventions
 * @param targetPort the target port, with the same conventions
 * @param canonical whether the ends have the canonical member names
 */
public record ConnectionEnds(
    @Nullable Object sourceNode,
    @Nullable Object sourcePort,
    @Nullable Object targetNode,
    @Nullable Object targetPort,
    boolean canonical) {

  /** Marks a missing end. */
  public static final Object ABSENT = new Object();

  private static final Set<String> CANONICAL =
      Set.of("source_node", "source_port", "target_node", "target_port");

  private static final Spelling SOURCE = Spelling.of("from", "source", "out", Port.EXEC_OUT);
  private static final Spelling TARGET = Spelling.of("to", "target", "in", Port.EXEC_IN);

  /**
   * The names of the members that may give one end in the other forms; see docs/format.md.
   *
   * @param defaultPort the port of an end that names none
   */
  private record Spelling(
      String arrow,
      String arrowNode,
      String arrowPort,
      String role,
      String rolePort,
      String pair,
      String defaultPort) {

    static Spelling of(String arrow, String role, String pair, String defaultPort) {
      return new Spelling(
          arrow, arrow + "_node", arrow + "_port", role, role + "_port", pair, defaultPort);
    }
  }

  /** Whether each end is a string or null; a document with any other end is rejected. */
  public boolean isUsable() {
    return isUsable(sourceNode)
        && isUsable(sourcePort)
        && isUsable(targetNode)
        && isUsable(targetPort);
  }

  private static boolean isUsable(@Nullable Object end) {
    return end == null || end instanceof String;
  }

  /** The positions of the canonical ends in the members. */
  static ShapePositions positions() {
    return new ShapePositions("source_node", "source_port", "target_node", "target_port");
  }

  /** The ends of a connection object. */
  public static ConnectionEnds of(Map<String, Object> members) {
    return of(members, positions());
  }

  static ConnectionEnds of(Map<String, Object> members, ShapePositions canonical) {
    if (members instanceof ShapedMap shaped) {
      int[] at = canonical.of(shaped);
      if (at[0] >= 0 || at[2] >= 0) {
        return new ConnectionEnds(
            end(shaped, at[0]), end(shaped, at[1]), end(shaped, at[2]), end(shaped, at[3]), true);
      }
    } else if (members.containsKey("source_node") || members.containsKey("target_node")) {
      return new ConnectionEnds(
          end(members, "source_node"),
          end(members, "source_port"),
          end(members, "target_node"),
          end(members, "target_port"),
          true);
    }
    return spelled(members);
  }

  /** The names of the members that give the ends of a connection object. */
  public static Set<String> names(Map<String, Object> members) {
    if (members.containsKey("source_node") || members.containsKey("target_node")) {
      return CANONICAL;
    }
    Set<String> names = new HashSet<>(CANONICAL);
    names.addAll(names(members, SOURCE));
    names.addAll(names(members, TARGET));
    return names;
  }

  /** The names of the members that {@link #end(Map, Spelling)} reads. */
  private static Set<String> names(Map<String, Object> members, Spelling of) {
    if (members.containsKey(of.arrowNode())) {
      return Set.of(of.arrowNode(), of.arrowPort());
    }
    if (members.get(of.pair()) instanceof List) {
      return Set.of(of.pair());
    }
    if (members.containsKey(of.arrow())) {
      return names(members, of.arrow(), of.arrowPort());
    }
    return members.containsKey(of.role())
        ? names(members, of.role(), of.rolePort())
        : Set.of(of.rolePort());
  }

  private static Set<String> names(Map<String, Object> members, String name, String port) {
    return members.get(name) instanceof Map ? Set.of(name) : Set.of(name, port);
  }

  private static ConnectionEnds spelled(Map<String, Object> members) {
    Object[] source = end(members, SOURCE);
    Object[] target = end(members, TARGET);
    boolean named =
        source[0] != ABSENT || target[0] != ABSENT || source[1] != ABSENT || target[1] != ABSENT;
    return new ConnectionEnds(source[0], source[1], target[0], target[1], !named);
  }

  private static @Nullable Object end(ShapedMap members, int position) {
    return position < 0 ? ABSENT : members.valueAt(position);
  }

  private static @Nullable Object end(Map<String, Object> members, String name) {
    Object value = members.get(name);
    return value == null && !members.containsKey(name) ? ABSENT : value;
  }

  /** The node and port of an end in one of the other forms. */
  private static @Nullable Object[] end(Map<String, Object> members, Spelling of) {
    if (members.containsKey(of.arrowNode())) {
      return withPort(end(members, of.arrowNode()), end(members, of.arrowPort()), of.defaultPort());
    }
    if (members.get(of.pair()) instanceof List<?> list) {
      return new @Nullable Object[] {
        list.isEmpty() ? ABSENT : list.get(0), list.size() < 2 ? ABSENT : list.get(1)
      };
    }
    if (members.containsKey(of.arrow())) {
      return end(members, of.arrow(), of.arrowPort(), of.defaultPort());
    }
    return members.containsKey(of.role())
        ? end(members, of.role(), of.rolePort(), of.defaultPort())
        : new @Nullable Object[] {ABSENT, end(members, of.rolePort())};
  }

  private static @Nullable Object[] end(
      Map<String, Object> members, String name, String portName, String defaultPort) {
    Object node = members.get(name);
    if (node instanceof Map<?, ?> map) {
      return withPort(
          map.containsKey("node") ? map.get("node") : ABSENT,
          map.containsKey("port") ? map.get("port") : ABSENT,
          defaultPort);
    }
    Object port = end(members, portName);
    return port == ABSENT && node instanceof String text
        ? split(text, defaultPort)
        : withPort(node, port, defaultPort);
  }

  private static @Nullable Object[] withPort(
      @Nullable Object node, @Nullable Object port, String defaultPort) {
    return new @Nullable Object[] {node, port == ABSENT ? defaultPort : port};
  }

  /** Splits {@code node:port} at the last colon and {@code node.port} at the last dot. */
  private static @Nullable Object[] split(String text, String defaultPort) {
    int colon = text.lastIndexOf(':');
    int at = colon >= 0 ? colon : text.lastIndexOf('.');
    return at < 0
        ? new @Nullable Object[] {text, defaultPort}
        : new @Nullable Object[] {text.substring(0, at), text.substring(at + 1)};
  }
}
