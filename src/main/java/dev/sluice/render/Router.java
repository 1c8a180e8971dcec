package dev.sluice.render;

import dev.sluice.render.ConnectionPath.Point;
import dev.sluice.render.Obstacles.Range;
import dev.sluice.render.Tracks.Ends;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ways of connections, one after the other: a curve to the right if no block hides it,
 * else lines through one horizontal lane between the blocks, or through two lanes and a vertical
 * line between them.
 */
final class Router {

  /** The usual distance of a vertical line from the port, and the least one. */
  private static final double BESIDE = 24;

  private static final double LEAST_BESIDE = 12;
  private static final double BELOW = 22;
  private static final int LANES_TRIED = 8;
  private static final int VERTICALS_TRIED = 6;

  private final Obstacles obstacles;
  private final Tracks tracks = new Tracks();

  Router(Obstacles obstacles) {
    this.obstacles = obstacles;
  }

  /** One connection from an output to an input. */
  private record Task(Box source, Point from, Box target, Point to, Ends ends) {

    double firstX() {
      return from.x() + BESIDE;
    }

    double lastX() {
      return to.x() - BESIDE;
    }

    boolean isBack() {
      return Router.isBack(source, target);
    }

    /** The height where one lane would be best. */
    double wishedHeight() {
      if (!isBack()) {
        return (from.y() + to.y()) / 2;
      }
      boolean isBetween = source.bottom() + BELOW < target.y;
      return BELOW + (isBetween ? source.bottom() : Math.max(source.bottom(), target.bottom()));
    }
  }

  /** Whether a connection leads back to the left. */
  static boolean isBack(Box source, Box target) {
    return target.x < source.right() + BESIDE;
  }

  /** The way of a connection, which later ones avoid. */
  ConnectionPath route(Box source, String output, Box target, String input) {
    Point from = new Point(source.right(), source.outputY(output));
    Point to = new Point(target.x, target.inputY(input));
    ConnectionPath curve = ConnectionPath.curve(from, to);
    if (!isBack(source, target) && (obstacles.isSpent() || !curve.isHiddenBy(obstacles))) {
      return curve;
    }
    Task task = new Task(source, from, target, to, new Ends(from, to));
    List<Point> points = best(throughOneLane(task), task);
    if (points == null && !obstacles.isSpent()) {
      points = best(throughTwoLanes(task), task);
    }
    if (points == null && !task.isBack()) {
      return curve;
    }
    if (points == null) {
      double height = nearest(obstacles.heights(task.firstX(), task.lastX()), task.wishedHeight());
      points = corners(task, task.firstX(), height, task.lastX());
    }
    tracks.add(points, task.ends());
    return ConnectionPath.lines(points);
  }

  /** The first way that keeps its distance from others, or the first one; null if there is none. */
  private @Nullable List<Point> best(Stream<List<Point>> ways, Task task) {
    List<Point> first = null;
    for (Iterator<List<Point>> rest = ways.iterator(); rest.hasNext(); ) {
      List<Point> way = rest.next();
      if (!tracks.merge(way, task.ends())) {
        return way;
      }
      first = first == null ? way : first;
    }
    return first;
  }

  private Stream<List<Point>> throughOneLane(Task task) {
    double wished = task.wishedHeight();
    List<Range> lanes = obstacles.heights(task.firstX(), task.lastX());
    return nearest(lanes, wished, LANES_TRIED)
        .flatMap(
            lane -> {
              double x = task.firstX();
              double height = tracks.height(lane, wished, x, task.lastX(), task.ends());
              double first = first(task, height);
              double last = last(task, height);
              return isFree(height, first, last)
                  ? Stream.of(corners(task, first, height, last))
                  : Stream.empty();
            });
  }

  private Stream<List<Point>> throughTwoLanes(Task task) {
    double fromY = task.from().y();
    double toY = task.to().y();
    double wished = (task.from().x() + task.to().x()) / 2;
    List<Range> between = obstacles.places(fromY, toY);
    Stream<Range> outermost = Stream.of(between.get(0), between.get(between.size() - 1));
    return Stream.concat(nearest(between, wished, VERTICALS_TRIED), outermost)
        .flatMap(
            free -> {
              double middle = tracks.place(free, wished, fromY, toY, task.ends());
              double upper = lane(task, middle, true);
              double lower = lane(task, middle, false);
              return obstacles.meetVertical(middle, upper, lower)
                  ? Stream.empty()
                  : twoLanes(task, upper, middle, lower);
            });
  }

  private Stream<List<Point>> twoLanes(Task task, double upper, double middle, double lower) {
    double first = first(task, upper);
    double last = last(task, lower);
    if (!isFree(upper, first, middle) || !isFree(lower, middle, last)) {
      return Stream.empty();
    }
    return Stream.of(
        List.of(
            task.from(),
            new Point(first, task.from().y()),
            new Point(first, upper),
            new Point(middle, upper),
            new Point(middle, lower),
            new Point(last, lower),
            new Point(last, task.to().y()),
            task.to()));
  }

  /** The height of a lane from the first vertical line to the middle, or from there to the last. */
  private double lane(Task task, double middle, boolean isFirst) {
    double wished = isFirst ? task.from().y() : task.to().y();
    double end = isFirst ? task.firstX() : task.lastX();
    for (Range lane : nearest(obstacles.heights(end, middle), wished, LANES_TRIED).toList()) {
      double height = tracks.height(lane, wished, end, middle, task.ends());
      double other = isFirst ? first(task, height) : last(task, height);
      if (isFree(height, other, middle)) {
        return height;
      }
    }
    return Double.NaN;
  }

  private boolean isFree(double height, double oneX, double otherX) {
    return !Double.isNaN(height)
        && !Double.isNaN(oneX)
        && !Double.isNaN(otherX)
        && !obstacles.meetHorizontal(height, oneX, otherX);
  }

  /** The place of the vertical line from the output to a lane; NaN if blocks leave none. */
  private double first(Task task, double height) {
    double least = task.from().x() + LEAST_BESIDE;
    return vertical(task, task.from(), height, least, Double.POSITIVE_INFINITY, task.firstX());
  }

  /** The place of the vertical line from a lane to the input; NaN if blocks leave none. */
  private double last(Task task, double height) {
    double most = task.to().x() - LEAST_BESIDE;
    return vertical(task, task.to(), height, Double.NEGATIVE_INFINITY, most, task.lastX());
  }

  private double vertical(
      Task task, Point end, double height, double least, double most, double wished) {
    for (Range each : nearest(obstacles.places(end.y(), height), wished, 2).toList()) {
      Range free = each.within(least, most);
      if (!free.isEmpty()) {
        double place = tracks.place(free, wished, end.y(), height, task.ends());
        if (!obstacles.meetHorizontal(end.y(), end.x(), place)) {
          return place;
        }
      }
    }
    return Double.NaN;
  }

  private static Stream<Range> nearest(List<Range> ranges, double wished, int most) {
    return ranges.stream()
        .sorted(Comparator.comparingDouble(range -> Math.abs(range.nearest(wished) - wished)))
        .limit(most);
  }

  private static double nearest(List<Range> ranges, double wished) {
    return nearest(ranges, wished, 1).findFirst().orElseThrow().nearest(wished);
  }

  private static List<Point> corners(Task task, double first, double height, double last) {
    return List.of(
        task.from(),
        new Point(first, task.from().y()),
        new Point(first, height),
        new Point(last, height),
        new Point(last, task.to().y()),
        task.to());
  }
}
