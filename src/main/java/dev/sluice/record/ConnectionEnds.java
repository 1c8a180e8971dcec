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

  /** Whether each end is a string or null, as in a document that is not rejected for it. */
  public boolean isUsable() {
    return isUsable(sourceNode)
        && isUsable(sourcePort)
        && isUsable(targetNode)
        && isUsable(targetPort);
  }

  private static boolean isUsable(@Nullable Object end) {
    return end == null || end instanceof String;
  }

  /** The columns of the canonical ends. */
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
    names.addAll(names(members, "from", "source", "out"));
    names.addAll(names(members, "to", "target", "in"));
    return names;
  }

  /** The names of the members that {@link #end(Map, String, String, String, String)} reads. */
  private static Set<String> names(
      Map<String, Object> members, String arrow, String role, String pair) {
    if (members.containsKey(arrow + "_node")) {
      return Set.of(arrow + "_node", arrow + "_port");
    }
    if (members.get(pair) instanceof List) {
      return Set.of(pair);
    }
    for (String name : new String[] {arrow, role}) {
      if (members.containsKey(name)) {
        return members.get(name) instanceof Map ? Set.of(name) : Set.of(name, name + "_port");
      }
    }
    return Set.of(role + "_port");
  }

  private static ConnectionEnds spelled(Map<String, Object> members) {
    Object[] source = end(members, "from", "source", "out", Port.EXEC_OUT);
    Object[] target = end(members, "to", "target", "in", Port.EXEC_IN);
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

  /** The node and port of an end in one of the other forms; see docs/format.md. */
  private static @Nullable Object[] end(
      Map<String, Object> members, String arrow, String role, String pair, String defaultPort) {
    if (members.containsKey(arrow + "_node")) {
      return withPort(end(members, arrow + "_node"), end(members, arrow + "_port"), defaultPort);
    }
    if (members.get(pair) instanceof List<?> list) {
      return new @Nullable Object[] {
        list.isEmpty() ? ABSENT : list.get(0), list.size() < 2 ? ABSENT : list.get(1)
      };
    }
    for (String name : new String[] {arrow, role}) {
      if (members.get(name) instanceof Map<?, ?> map) {
        Object node = map.containsKey("node") ? map.get("node") : ABSENT;
        Object port = map.containsKey("port") ? map.get("port") : ABSENT;
        return withPort(node, port, defaultPort);
      }
      if (members.containsKey(name)) {
        Object port = end(members, name + "_port");
        Object node = members.get(name);
        return port == ABSENT && node instanceof String text
            ? split(text, defaultPort)
            : withPort(node, port, defaultPort);
      }
    }
    return new @Nullable Object[] {ABSENT, end(members, role + "_port")};
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
