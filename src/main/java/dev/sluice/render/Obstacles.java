package dev.sluice.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The blocks that connections should not run behind. */
final class Obstacles {

  /** With more blocks, ways around them take too long to find, and no one could follow them. */
  private static final int MOST = 2_000;

  /** The distance between a connection that goes around a block and the block. */
  private static final double MARGIN = 8;

  /**
   * The number of comparisons with blocks after which ways around them are not searched any more.
   */
  private static final long MOST_COMPARISONS = 100_000_000;

  private long comparisons;
  private final List<Block> byTop;
  private final List<Block> byLeft;

  Obstacles(Collection<? extends Block> all) {
    byTop = all.size() > MOST ? List.of() : sorted(all, block -> block.y);
    byLeft = all.size() > MOST ? List.of() : sorted(all, block -> block.x);
  }

  private static List<Block> sorted(
      Collection<? extends Block> blocks, ToDoubleFunction<Block> by) {
    return blocks.stream()
        .<Block>map(block -> block)
        .sorted(Comparator.comparingDouble(by))
        .toList();
  }

  /** A range of heights, or of places from left to right. */
  record Range(double low, double high) {

    double nearest(double wished) {
      return Math.max(low, Math.min(high, wished));
    }

    boolean contains(double value) {
      return low <= value && value <= high;
    }

    Range within(double least, double most) {
      return new Range(Math.max(low, least), Math.min(high, most));
    }

    boolean isEmpty() {
      return low > high;
    }
  }

  /** Whether so many blocks were compared that ways should not be searched any more. */
  boolean isSpent() {
    return comparisons > MOST_COMPARISONS;
  }

  /** Whether a point is in a block. */
  boolean contain(double x, double y) {
    comparisons += byTop.size();
    for (Block block : byTop) {
      if (block.y >= y) {
        return false;
      }
      if (block.x < x && x < block.right() && y < block.bottom()) {
        return true;
      }
    }
    return false;
  }

  /** The heights of horizontal lines between two places that meet no block, from top to bottom. */
  List<Range> heights(double oneX, double otherX) {
    comparisons += byTop.size();
    double left = Math.min(oneX, otherX);
    double right = Math.max(oneX, otherX);
    List<Range> free = new ArrayList<>();
    double end = Double.NEGATIVE_INFINITY;
    for (Block block : byTop) {
      if (block.x < right && block.right() > left) {
        addRange(free, end, block.y - MARGIN);
        end = Math.max(end, block.bottom() + MARGIN);
      }
    }
    free.add(new Range(end, Double.POSITIVE_INFINITY));
    return free;
  }

  /** The places of vertical lines between two heights that meet no block, from left to right. */
  List<Range> places(double oneY, double otherY) {
    comparisons += byTop.size();
    double top = Math.min(oneY, otherY);
    double bottom = Math.max(oneY, otherY);
    List<Range> free = new ArrayList<>();
    double end = Double.NEGATIVE_INFINITY;
    for (Block block : byLeft) {
      if (block.y < bottom && block.bottom() > top) {
        addRange(free, end, block.x - MARGIN);
        end = Math.max(end, block.right() + MARGIN);
      }
    }
    free.add(new Range(end, Double.POSITIVE_INFINITY));
    return free;
  }

  private static void addRange(List<Range> free, double low, double high) {
    if (low <= high) {
      free.add(new Range(low, high));
    }
  }

  /** Whether a horizontal line meets a block. */
  boolean meetHorizontal(double y, double oneX, double otherX) {
    comparisons += byTop.size();
    double left = Math.min(oneX, otherX);
    double right = Math.max(oneX, otherX);
    for (Block block : byTop) {
      if (block.y >= y) {
        return false;
      }
      if (block.bottom() > y && block.x < right && block.right() > left) {
        return true;
      }
    }
    return false;
  }

  /** Whether a vertical line meets a block. */
  boolean meetVertical(double x, double oneY, double otherY) {
    comparisons += byTop.size();
    double top = Math.min(oneY, otherY);
    double bottom = Math.max(oneY, otherY);
    for (Block block : byLeft) {
      if (block.x >= x) {
        return false;
      }
      if (block.right() > x && block.y < bottom && block.bottom() > top) {
        return true;
      }
    }
    return false;
  }
}
