package dev.sluice.lint;

import dev.sluice.model.NodeDefinition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Config values with the state of an earlier run, which the editor saves with a node. */
public final class RunState {

  private RunState() {}

  /** Whether a value of a node's config is such a state, and not a key that its type declares. */
  public static boolean isStale(NodeDefinition node, String key, @Nullable Object value) {
    boolean stale =
        switch (key) {
          case "status" -> value instanceof String text && !isIdle(text);
          case "_is_running", "_is_completed" -> flag(value).orElse(false);
          default -> false;
        };
    return stale && !declares(node, key);
  }

  private static boolean isIdle(String status) {
    return status.isEmpty() || status.equalsIgnoreCase("idle") || status.contains("{{");
  }

  private static boolean declares(NodeDefinition node, String key) {
    return node.isPlaceholder()
        || node.type().property(key).isPresent()
        || node.type().inputs().stream().anyMatch(port -> port.name().equals(key));
  }

  /** The value of a boolean, or of a string that spells one. */
  static Optional<Boolean> flag(@Nullable Object value) {
    if (value instanceof Boolean bool) {
      return Optional.of(bool);
    }
    return value instanceof String text
            && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))
        ? Optional.of(Boolean.valueOf(text))
        : Optional.empty();
  }
}
