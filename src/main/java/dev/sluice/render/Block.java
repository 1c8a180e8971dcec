package dev.sluice.render;

/**
 * A rectangle that a layout places: a node, or a frame together with its nodes. Coordinates are
 * those of the picture, with y downwards.
 */
abstract class Block {

  double x;
  double y;

  abstract double width();

  abstract double height();

  final double right() {
    return x + width();
  }

  final double bottom() {
    return y + height();
  }

  final boolean overlaps(Block other) {
    return other.x < right() && x < other.right() && other.y < bottom() && y < other.bottom();
  }
}
