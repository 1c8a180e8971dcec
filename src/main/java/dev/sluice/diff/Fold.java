package dev.sluice.diff;

import dev.sluice.model.NodeType;
import java.util.Optional;
import java.util.Set;

/**
 * A group of changes that do not alter the behaviour of a workflow. They are recognised by their
 * keys, and are counted separately instead of being listed with the other differences.
 */
public enum Fold {
  /** The position of a node, the geometry of a frame, the bounds of a subflow. */
  LAYOUT,
  /** The dates of creation and of the last save. */
  SAVED,
  /**
   * {@code status}, {@code _is_running} and {@code _is_completed}, unless the node's type declares
   * them as config keys.
   */
  RUN_STATE,
  /**
   * The same content in another notation: 100 and 100.0, the order of keys, another dialect, white
   * space, a connection that is written twice.
   */
  SPELLING;

  private static final Set<String> RUN_STATE_KEYS =
      Set.of("status", "_is_running", "_is_completed");
  private static final Set<String> NODE_GEOMETRY = Set.of("position", "pos", "width", "height");
  private static final Set<String> DATES = Set.of("created_at", "modified_at", "updated_at");

  private static final Set<String> FRAME_GEOMETRY =
      Set.of("position", "size", "bounds", "x", "y", "width", "height");

  /** The group of a config key of a type; empty if changes of its value are never folded. */
  public static Optional<Fold> ofConfig(NodeType type, String key) {
    if (!RUN_STATE_KEYS.contains(key)) {
      return Optional.empty();
    }
    // an unknown type may give any key a meaning
    boolean declared =
        type.isPlaceholder()
            ? !key.startsWith("_")
            : type.configKeys().contains(key)
                || type.property(key).isPresent()
                || type.input(key).isPresent();
    return declared ? Optional.empty() : Optional.of(RUN_STATE);
  }

  /** The group of a member of a node besides its config; empty if changes are never folded. */
  public static Optional<Fold> ofNodeMember(String name) {
    if (NODE_GEOMETRY.contains(name)) {
      return Optional.of(LAYOUT);
    }
    return RUN_STATE_KEYS.contains(name) ? Optional.of(RUN_STATE) : Optional.empty();
  }

  /** The group of a member of a frame; empty if changes of its value are never folded. */
  public static Optional<Fold> ofFrameMember(String name) {
    return FRAME_GEOMETRY.contains(name) ? Optional.of(LAYOUT) : Optional.empty();
  }

  /** The group of a member of the metadata or the document; empty if changes are never folded. */
  public static Optional<Fold> ofDocumentMember(String name) {
    if (DATES.contains(name)) {
      return Optional.of(SAVED);
    }
    return name.equals("bounds") ? Optional.of(LAYOUT) : Optional.empty();
  }
}
