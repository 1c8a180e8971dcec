package dev.sluice.diff;

/**
 * A group of changes that do not alter what a workflow does. They are recognised by their keys, and
 * are counted apart from the other differences instead of being listed with them.
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
   * space, an edge that is written twice.
   */
  SPELLING
}
