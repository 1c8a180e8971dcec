package dev.sluice.render;

import java.util.List;

/** The path of a connection: a curve, or horizontal and vertical lines with rounded corners. */
final class ConnectionPath {

  private static final double LEAST_REACH = 40;
  private static final double MOST_REACH = 200;
  private static final double CORNER = 10;

  /** The distance between the points of a curve that are checked, if they are not too many. */
  private static final double STEP = 15;

  private static final int MOST_POINTS = 1_000;

  private final List<Point> points;
  private final boolean isCurve;

  private ConnectionPath(List<Point> points, boolean isCurve) {
    this.points = points;
    this.isCurve = isCurve;
  }

  /** A place in the picture. */
  record Point(double x, double y) {

    /** The point where a rounded corner at this point begins on the line to another one. */
    Point towards(Point other) {
      double length = Math.abs(other.x - x) + Math.abs(other.y - y);
      double part = length == 0 ? 0 : Math.min(CORNER, length / 2) / length;
      return new Point(x + (other.x - x) * part, y + (other.y - y) * part);
    }

    @Override
    public String toString() {
      return Markup.text(x) + "," + Markup.text(y);
    }
  }

  /** A curve that leaves its source to the right and enters its target from the left. */
  static ConnectionPath curve(Point from, Point to) {
    double reach = Math.max(LEAST_REACH, Math.min(MOST_REACH, (to.x - from.x) / 2));
    Point first = new Point(from.x + reach, from.y);
    Point last = new Point(to.x - reach, to.y);
    return new ConnectionPath(List.of(from, first, last, to), true);
  }

  /** Lines between points, of which neighbours have one coordinate in common. */
  static ConnectionPath lines(List<Point> points) {
    return new ConnectionPath(List.copyOf(points), false);
  }

  /** Whether a part of the path is behind a block. */
  boolean isHiddenBy(Obstacles blocks) {
    return isCurve ? isCurveHiddenBy(blocks) : areLinesHiddenBy(blocks);
  }

  private boolean areLinesHiddenBy(Obstacles blocks) {
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      boolean meets =
          from.y == to.y
              ? blocks.meetHorizontal(from.y, from.x, to.x)
              : blocks.meetVertical(from.x, from.y, to.y);
      if (meets) {
        return true;
      }
    }
    return false;
  }

  private boolean isCurveHiddenBy(Obstacles blocks) {
    double length = right() - left() + bottom() - top();
    int count = (int) Math.max(2, Math.min(MOST_POINTS, length / STEP));
    for (int i = 1; i < count; i++) {
      Point point = onCurve((double) i / count);
      if (blocks.contain(point.x, point.y)) {
        return true;
      }
    }
    return false;
  }

  private Point onCurve(double t) {
    double rest = 1 - t;
    double[] weights = {rest * rest * rest, 3 * rest * rest * t, 3 * rest * t * t, t * t * t};
    double x = 0;
    double y = 0;
    for (int i = 0; i < weights.length; i++) {
      x += weights[i] * points.get(i).x;
      y += weights[i] * points.get(i).y;
    }
    return new Point(x, y);
  }

  double left() {
    return points.stream().mapToDouble(Point::x).min().orElseThrow();
  }

  double right() {
    return points.stream().mapToDouble(Point::x).max().orElseThrow();
  }

  double top() {
    return points.stream().mapToDouble(Point::y).min().orElseThrow();
  }

  double bottom() {
    return points.stream().mapToDouble(Point::y).max().orElseThrow();
  }

  /** The path as the data of an SVG path. */
  String text() {
    if (isCurve) {
      return "M" + points.get(0) + "C" + points.get(1) + " " + points.get(2) + " " + points.get(3);
    }
    StringBuilder text = new StringBuilder("M").append(points.get(0));
    for (int i = 1; i + 1 < points.size(); i++) {
      Point corner = points.get(i);
      Point before = corner.towards(points.get(i - 1));
      text.append('L').append(before).append('Q').append(corner).append(' ');
      text.append(corner.towards(points.get(i + 1)));
    }
    return text.append('L').append(points.get(points.size() - 1)).toString();
  }
}
