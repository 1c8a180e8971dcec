package dev.sluice.render;

import dev.sluice.render.ConnectionPath.Point;
import dev.sluice.render.Obstacles.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The straight lines of connections that are drawn already. Lines of connections that have no end
 * in common get some distance, so that they cannot be mistaken for one.
 */
final class Tracks {

  private static final double DISTANCE = 7;
  private static final int TRIES = 12;

  private final Map<Long, List<Line>> horizontals = new HashMap<>();
  private final Map<Long, List<Line>> verticals = new HashMap<>();

  /** The two ends of a connection; connections with an equal one may share lines. */
  record Ends(Object source, Object target) {

    boolean share(Ends other) {
      return source.equals(other.source) || target.equals(other.target);
    }
  }

  private record Line(double at, double from, double to, Ends ends) {

    boolean merges(Line other) {
      return Math.abs(at - other.at) < DISTANCE - 1
          && from < other.to + DISTANCE
          && other.from < to + DISTANCE
          && !ends.share(other.ends);
    }
  }

  /** The height for a horizontal line that is nearest to the wished one. */
  double height(Range free, double wished, double oneX, double otherX, Ends ends) {
    return place(horizontals, free, wished, oneX, otherX, ends);
  }

  /** The place for a vertical line that is nearest to the wished one. */
  double place(Range free, double wished, double oneY, double otherY, Ends ends) {
    return place(verticals, free, wished, oneY, otherY, ends);
  }

  private static double place(
      Map<Long, List<Line>> lines, Range free, double wished, double one, double other, Ends ends) {
    double nearest = free.nearest(wished);
    for (int i = 0; i <= 2 * TRIES; i++) {
      double at = nearest + DISTANCE * (i % 2 == 0 ? i / 2 : -(i / 2 + 1));
      if (free.contains(at)) {
        if (!merges(line(at, one, other, ends), lines)) {
          return at;
        }
      }
    }
    return nearest;
  }

  private static Line line(double at, double one, double other, Ends ends) {
    return new Line(at, Math.min(one, other), Math.max(one, other), ends);
  }

  /** Whether a line between two of these points is too close to a line of another connection. */
  boolean merge(List<Point> points, Ends ends) {
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      if (merges(line(from, to, ends), lines(from, to))) {
        return true;
      }
    }
    return false;
  }

  /** Adds the lines between points, of which neighbours have one coordinate in common. */
  void add(List<Point> points, Ends ends) {
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      Line line = line(from, to, ends);
      lines(from, to).computeIfAbsent(cell(line.at), any -> new ArrayList<>(2)).add(line);
    }
  }

  /** Lines that are close to each other are in the same cell or in neighbouring ones. */
  private static boolean merges(Line line, Map<Long, List<Line>> lines) {
    for (long cell = cell(line.at) - 1; cell <= cell(line.at) + 1; cell++) {
      if (lines.getOrDefault(cell, List.of()).stream().anyMatch(line::merges)) {
        return true;
      }
    }
    return false;
  }

  private static long cell(double at) {
    return (long) Math.floor(at / DISTANCE);
  }

  private Map<Long, List<Line>> lines(Point from, Point to) {
    return from.y() == to.y() ? horizontals : verticals;
  }

  private static Line line(Point from, Point to, Ends ends) {
    return from.y() == to.y()
        ? line(from.y(), from.x(), to.x(), ends)
        : line(from.x(), from.y(), to.y(), ends);
  }
}
