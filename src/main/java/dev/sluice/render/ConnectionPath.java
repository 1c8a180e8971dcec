package dev.sluice.render;

import java.util.List;

/**
 * The path of a connection: a curve to the right, a detour around boxes that would hide the curve,
 * or a detour below if its target is not to the right. Coordinates are those of the picture.
 */
final class ConnectionPath {

  private static final double LEAST_REACH = 40;
  private static final double MOST_REACH = 200;
  private static final double CORNER = 10;
  private static final double BESIDE = 24;
  private static final double BELOW = 22;
  private static final double LANE = 7;
  private static final int LANES = 6;

  /** The number of points of a curve that are checked. */
  private static final int POINTS = 24;

  final double fromX;
  final double fromY;
  final double toX;
  final double toY;

  /** The height of the horizontal part of a connection that is not a curve. */
  private double lane = Double.NaN;

  private ConnectionPath(Box source, String output, Box target, String input) {
    fromX = source.right();
    fromY = source.outputY(output);
    toX = target.x;
    toY = target.inputY(input);
  }

  /**
   * The way from an output to an input.
   *
   * @param number connections with other numbers use other lanes
   * @param obstacles all boxes
   */
  static ConnectionPath between(
      Box source, String output, Box target, String input, int number, Obstacles obstacles) {
    ConnectionPath path = new ConnectionPath(source, output, target, input);
    double spread = LANE * (number % LANES);
    if (path.isBack()) {
      boolean isBetween = source.bottom() + BELOW < target.y;
      double bottom = isBetween ? source.bottom() : Math.max(source.bottom(), target.bottom());
      double wished = bottom + BELOW + spread;
      path.lane = obstacles.between(path.left(), path.right()).freeHeight(wished, spread);
    } else if (path.isHidden(obstacles.between(path.fromX, path.toX))) {
      path.goAround(obstacles, spread);
    }
    return path;
  }

  boolean isBack() {
    return toX < fromX + BESIDE;
  }

  private boolean isCurve() {
    return Double.isNaN(lane);
  }

  private boolean isHidden(Obstacles boxes) {
    double reach = reach();
    for (int i = 1; i < POINTS; i++) {
      double t = (double) i / POINTS;
      double x = onCurve(t, fromX, fromX + reach, toX - reach, toX);
      if (boxes.contain(x, onCurve(t, fromY, fromY, toY, toY))) {
        return true;
      }
    }
    return false;
  }

  /** A point of a cubic curve in one dimension. */
  private static double onCurve(double t, double from, double one, double other, double to) {
    double rest = 1 - t;
    return rest * rest * rest * from
        + 3 * rest * rest * t * one
        + 3 * rest * t * t * other
        + t * t * t * to;
  }

  /** Uses a lane between the boxes if there is space for it and for the ways to it. */
  private void goAround(Obstacles obstacles, double spread) {
    double first = fromX + BESIDE;
    double last = toX - BESIDE;
    if (last - first < 2 * CORNER) {
      return;
    }
    double height = obstacles.between(first, last).freeHeight((fromY + toY) / 2, spread);
    if (!obstacles.meet(first, fromY, height) && !obstacles.meet(last, height, toY)) {
      lane = height;
    }
  }

  double left() {
    return isBack() ? Math.min(fromX, toX - BESIDE) : Math.min(fromX, toX);
  }

  double right() {
    return isBack() ? Math.max(fromX + BESIDE, toX) : Math.max(fromX, toX);
  }

  double top() {
    double ends = Math.min(fromY, toY);
    return isCurve() ? ends : Math.min(lane, ends);
  }

  double bottom() {
    double ends = Math.max(fromY, toY);
    return isCurve() ? ends : Math.max(lane, ends);
  }

  /** The path as SVG. */
  String text() {
    return isCurve() ? curve() : corners();
  }

  private double reach() {
    return Math.max(LEAST_REACH, Math.min(MOST_REACH, (toX - fromX) / 2));
  }

  private String curve() {
    double reach = reach();
    return "M"
        + point(fromX, fromY)
        + "C"
        + point(fromX + reach, fromY)
        + " "
        + point(toX - reach, toY)
        + " "
        + point(toX, toY);
  }

  /** Horizontal and vertical lines with rounded corners. */
  private String corners() {
    double right = fromX + BESIDE;
    double left = toX - BESIDE;
    List<Point> points =
        List.of(
            new Point(fromX, fromY),
            new Point(right, fromY),
            new Point(right, lane),
            new Point(left, lane),
            new Point(left, toY),
            new Point(toX, toY));
    StringBuilder text = new StringBuilder("M").append(points.get(0));
    for (int i = 1; i + 1 < points.size(); i++) {
      Point corner = points.get(i);
      Point before = corner.towards(points.get(i - 1));
      text.append('L').append(before).append('Q').append(corner).append(' ');
      text.append(corner.towards(points.get(i + 1)));
    }
    return text.append('L').append(points.get(points.size() - 1)).toString();
  }

  private record Point(double x, double y) {

    /** The point where a rounded corner at this point begins on the line to another one. */
    Point towards(Point other) {
      double length = Math.abs(other.x - x) + Math.abs(other.y - y);
      double part = length == 0 ? 0 : Math.min(CORNER, length / 2) / length;
      return new Point(x + (other.x - x) * part, y + (other.y - y) * part);
    }

    @Override
    public String toString() {
      return point(x, y);
    }
  }

  private static String point(double x, double y) {
    return Markup.text(x) + "," + Markup.text(y);
  }
}
