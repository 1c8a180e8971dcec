package dev.sluice.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves overlapping blocks apart, as little as possible: from left to right, each block that covers
 * an earlier one moves to the right of it or below it. Blocks without overlaps stay. Takes time in
 * proportion to the blocks: one that has met {@value #MOST_STEPS} others is placed below all, and
 * so are the rest if they have been compared too often.
 */
final class Separation {

  private static final int GAP = 24;
  private static final int CELL = 512;
  private static final int MOST_STEPS = 100;
  private static final long COMPARISONS_PER_BLOCK = 2_000;

  /** Blocks in more cells are compared with all others. */
  private static final long MOST_CELLS = 1_000;

  private final Map<Long, List<Block>> cells = new HashMap<>();
  private final List<Block> large = new ArrayList<>();
  private final List<Block> all = new ArrayList<>();
  private long budget;
  private double bottom = Double.NEGATIVE_INFINITY;

  private Separation(int blocks) {
    budget = blocks * COMPARISONS_PER_BLOCK;
  }

  /** Moves blocks that have places. */
  static void separate(List<? extends Block> blocks) {
    Separation separation = new Separation(blocks.size());
    fromLeftToRight(blocks).forEach(separation::place);
  }

  /** How many blocks overlap others, not counting one of each pair; the rest are all apart. */
  static int countOverlapping(List<? extends Block> blocks) {
    Separation separation = new Separation(blocks.size());
    int count = 0;
    for (Block block : fromLeftToRight(blocks)) {
      if (separation.overlapping(block) == null) {
        separation.add(block);
      } else {
        count++;
      }
    }
    return count;
  }

  private static <B extends Block> List<B> fromLeftToRight(List<B> blocks) {
    return blocks.stream()
        .sorted(
            Comparator.<B>comparingDouble(block -> block.x).thenComparingDouble(block -> block.y))
        .toList();
  }

  private void place(Block block) {
    double x = block.x;
    double y = block.y;
    Block met = overlapping(block);
    for (int step = 0; met != null; step++) {
      double right = met.right() + GAP - x;
      double down = met.bottom() + GAP - y;
      if (step == MOST_STEPS) {
        block.x = x;
        block.y = bottom + GAP;
      } else if (right < down) {
        block.x = x + right;
      } else {
        block.y = y + down;
      }
      met = overlapping(block);
    }
    if (budget <= 0) {
      block.y = Math.max(block.y, bottom + GAP);
    }
    add(block);
  }

  private void add(Block block) {
    bottom = Math.max(bottom, block.bottom());
    all.add(block);
    if (cellsOf(block) > MOST_CELLS) {
      large.add(block);
      return;
    }
    for (long column = cell(block.x); column <= cell(block.right()); column++) {
      for (long row = cell(block.y); row <= cell(block.bottom()); row++) {
        cells.computeIfAbsent(key(column, row), any -> new ArrayList<>(2)).add(block);
      }
    }
  }

  /** A block that overlaps this one; null if there is none, or if the budget is used up. */
  private @Nullable Block overlapping(Block block) {
    if (cellsOf(block) > MOST_CELLS) {
      return overlapping(block, all);
    }
    for (long column = cell(block.x); column <= cell(block.right()); column++) {
      for (long row = cell(block.y); row <= cell(block.bottom()); row++) {
        Block other = overlapping(block, cells.getOrDefault(key(column, row), List.of()));
        if (other != null) {
          return other;
        }
      }
    }
    return overlapping(block, large);
  }

  private @Nullable Block overlapping(Block block, List<Block> others) {
    for (Block other : others) {
      if (budget-- <= 0) {
        return null;
      }
      if (other.overlaps(block)) {
        return other;
      }
    }
    return null;
  }

  private static long cellsOf(Block block) {
    return (cell(block.right()) - cell(block.x) + 1) * (cell(block.bottom()) - cell(block.y) + 1);
  }

  private static long cell(double coordinate) {
    return (long) Math.floor(coordinate / CELL);
  }

  private static long key(long column, long row) {
    return column << 32 ^ (row & 0xFFFF_FFFFL);
  }
}
