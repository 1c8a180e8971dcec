package dev.sluice.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves overlapping boxes apart, as little as possible: from left to right, each box that covers an
 * earlier one moves to the right of it or below it. Boxes without overlaps stay. Takes time in
 * proportion to the boxes: a box that met {@value #MOST_STEPS} others goes below all boxes.
 */
final class Separation {

  private static final int GAP = 24;
  private static final int CELL = 512;
  private static final int MOST_STEPS = 100;

  private final Map<Long, List<Box>> cells = new HashMap<>();
  private double bottom = Double.NEGATIVE_INFINITY;
  private boolean moved;

  private Separation() {}

  /** Moves boxes that have places, and returns whether any has moved. */
  static boolean separate(Collection<Box> boxes) {
    Separation separation = new Separation();
    boxes.stream()
        .sorted(
            Comparator.<Box>comparingDouble(box -> box.x)
                .thenComparingDouble(box -> box.y)
                .thenComparingInt(box -> box.number))
        .forEach(separation::place);
    return separation.moved;
  }

  private void place(Box box) {
    double x = box.x;
    double y = box.y;
    Box met = overlapping(box);
    for (int step = 0; met != null; step++) {
      double right = met.right() + GAP - x;
      double down = met.bottom() + GAP - y;
      if (step == MOST_STEPS) {
        box.x = x;
        box.y = bottom + GAP;
      } else if (right < down) {
        box.x = x + right;
      } else {
        box.y = y + down;
      }
      moved = true;
      met = overlapping(box);
    }
    bottom = Math.max(bottom, box.bottom());
    for (long column = cell(box.x); column <= cell(box.right()); column++) {
      for (long row = cell(box.y); row <= cell(box.bottom()); row++) {
        cells.computeIfAbsent(key(column, row), any -> new ArrayList<>(2)).add(box);
      }
    }
  }

  /** A box that this one covers in part; null if there is none. */
  private @Nullable Box overlapping(Box box) {
    for (long column = cell(box.x); column <= cell(box.right()); column++) {
      for (long row = cell(box.y); row <= cell(box.bottom()); row++) {
        for (Box other : cells.getOrDefault(key(column, row), List.of())) {
          if (other.x < box.right()
              && box.x < other.right()
              && other.y < box.bottom()
              && box.y < other.bottom()) {
            return other;
          }
        }
      }
    }
    return null;
  }

  private static long cell(double coordinate) {
    return (long) Math.floor(coordinate / CELL);
  }

  private static long key(long column, long row) {
    return column << 32 ^ (row & 0xFFFF_FFFFL);
  }
}
