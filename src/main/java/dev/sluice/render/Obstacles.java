package dev.sluice.render;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The boxes that connections should not run behind. */
final class Obstacles {

  /** With more boxes, ways around them take too long to find, and no one could follow them. */
  private static final int MOST = 2_000;

  private static final double MARGIN = 8;

  private final List<Box> boxes;

  Obstacles(Collection<Box> all) {
    boxes =
        all.size() > MOST
            ? List.of()
            : all.stream().sorted(Comparator.comparingDouble(box -> box.y)).toList();
  }

  /** The boxes that are partly between two verticals. */
  Obstacles between(double left, double right) {
    return new Obstacles(
        boxes.stream().filter(box -> box.x < right && box.right() > left).toList());
  }

  /** Whether a point is in a box. */
  boolean contain(double x, double y) {
    return boxes.stream()
        .anyMatch(box -> box.x < x && x < box.right() && box.y < y && y < box.bottom());
  }

  /** Whether a vertical line meets a box. */
  boolean meet(double x, double from, double to) {
    double top = Math.min(from, to);
    double bottom = Math.max(from, to);
    return boxes.stream()
        .anyMatch(box -> box.x < x && x < box.right() && box.y < bottom && box.bottom() > top);
  }

  /**
   * The height of a horizontal line that meets no box, as near to the wanted one as possible.
   *
   * @param spread how far a moved line stays from the nearest box, so that lines do not coincide
   */
  double freeHeight(double wished, double spread) {
    double best = Double.NaN;
    double end = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= boxes.size(); i++) {
      double next = i == boxes.size() ? Double.POSITIVE_INFINITY : boxes.get(i).y - MARGIN;
      if (next >= end) {
        double height = within(end, next, wished, spread);
        if (Double.isNaN(best) || Math.abs(height - wished) < Math.abs(best - wished)) {
          best = height;
        }
      }
      end = i == boxes.size() ? end : Math.max(end, boxes.get(i).bottom() + MARGIN);
    }
    return best;
  }

  private static double within(double low, double high, double wished, double spread) {
    if (wished <= low) {
      return Math.min(low + spread, high);
    }
    return wished >= high ? Math.max(high - spread, low) : wished;
  }
}
