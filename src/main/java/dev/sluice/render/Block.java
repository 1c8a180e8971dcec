package dev.sluice.render;

/**
 * A rectangle that a layout places: a node, a frame together with its nodes, or the title of a
 * frame. Coordinates are those of the picture, with y downwards.
 */
abstract class Block {

  /** The left edge. */
  double x;

  /** The upper edge. */
  double y;

  double width;
  double height;

  final double right() {
    return x + width;
  }

  final double bottom() {
    return y + height;
  }

  final boolean overlaps(Block other) {
    return other.x < right() && x < other.right() && other.y < bottom() && y < other.bottom();
  }
}
