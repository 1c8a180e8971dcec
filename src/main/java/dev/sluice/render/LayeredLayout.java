package dev.sluice.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Places blocks in columns from left to right: each right of those that lead to it, as far as there
 * are no cycles. Blocks of a column are ordered by what they are connected to, and long rows of
 * columns are broken like lines of text. The time is proportional to n log n for n blocks and
 * connections. Here, a node is the number of a block.
 */
final class LayeredLayout {

  private static final int GAP_X = 80;
  private static final int GAP_Y = 40;
  private static final int GAP_ROWS = 100;
  private static final int LEAST_COLUMNS = 4;
  private static final int SWEEPS = 8;

  /**
   * The intended aspect ratio of the picture, in percent, which determines where rows are broken.
   */
  private static final int WIDTH_PERCENT = 170;

  private final List<? extends Block> blocks;
  private final int[][] successors;
  private final int[][] predecessors;
  private final int[] layer;

  /**
   * A layout.
   *
   * @param out for each block, the numbers of the other blocks to which connections lead from it
   */
  LayeredLayout(List<? extends Block> blocks, List<List<Integer>> out) {
    this.blocks = blocks;
    int count = blocks.size();
    List<List<Integer>> forward = withoutCycles(out);
    List<List<Integer>> back = lists(count);
    for (int node = 0; node < count; node++) {
      for (int next : forward.get(node)) {
        back.get(next).add(node);
      }
    }
    successors = arrays(forward);
    predecessors = arrays(back);
    layer = layers();
  }

  private static List<List<Integer>> lists(int count) {
    List<List<Integer>> lists = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>(2));
    }
    return lists;
  }

  private static int[][] arrays(List<List<Integer>> lists) {
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** The connections without those that close a cycle in a depth-first search. */
  private static List<List<Integer>> withoutCycles(List<List<Integer>> out) {
    int count = out.size();
    int[] state = new int[count]; // 0 new, 1 on the way, 2 done
    int[] at = new int[count];
    List<List<Integer>> kept = lists(count);
    Deque<Integer> way = new ArrayDeque<>();
    for (int root : rootsFirst(out)) {
      if (state[root] == 0) {
        state[root] = 1;
        way.push(root);
      }
      while (!way.isEmpty()) {
        int node = way.peek();
        if (at[node] == out.get(node).size()) {
          state[node] = 2;
          way.pop();
          continue;
        }
        int next = out.get(node).get(at[node]++);
        if (state[next] != 1) {
          kept.get(node).add(next);
        }
        if (state[next] == 0) {
          state[next] = 1;
          way.push(next);
        }
      }
    }
    return kept;
  }

  private static List<Integer> rootsFirst(List<List<Integer>> out) {
    boolean[] reached = new boolean[out.size()];
    out.forEach(ends -> ends.forEach(end -> reached[end] = true));
    List<Integer> order = new ArrayList<>(out.size());
    for (int pass = 0; pass < 2; pass++) {
      for (int node = 0; node < reached.length; node++) {
        if (reached[node] == (pass == 1)) {
          order.add(node);
        }
      }
    }
    return order;
  }

  /** The length of the longest path to each node. */
  private int[] layers() {
    int[] open = new int[blocks.size()];
    int[] layers = new int[blocks.size()];
    Deque<Integer> ready = new ArrayDeque<>();
    for (int node = 0; node < open.length; node++) {
      open[node] = predecessors[node].length;
      if (open[node] == 0) {
        ready.add(node);
      }
    }
    while (!ready.isEmpty()) {
      int node = ready.remove();
      for (int next : successors[node]) {
        layers[next] = Math.max(layers[next], layers[node] + 1);
        if (--open[next] == 0) {
          ready.add(next);
        }
      }
    }
    return layers;
  }

  /** Gives all blocks their places. */
  void place() {
    List<List<Integer>> columns = lists(Arrays.stream(layer).max().orElse(-1) + 1);
    for (int node = 0; node < layer.length; node++) {
      columns.get(layer[node]).add(node);
    }
    order(columns);
    List<List<Integer>> narrow = new ArrayList<>();
    columns.forEach(column -> split(column, narrow));
    double most = widthOfARow(narrow);
    double top = 0;
    int from = 0;
    while (from < narrow.size()) {
      int end = endOfRow(narrow, from, most);
      top = placeRow(narrow.subList(from, end), top);
      from = end;
    }
  }

  /** Divides a very tall column into several adjacent ones. */
  private void split(List<Integer> column, List<List<Integer>> into) {
    int most = (int) Math.max(12, Math.sqrt(blocks.size()) * 2);
    for (int from = 0; from < column.size(); from += most) {
      into.add(column.subList(from, Math.min(from + most, column.size())));
    }
  }

  /** Orders columns by the mean place of neighbours, in both directions. */
  private void order(List<List<Integer>> columns) {
    double[] place = new double[layer.length];
    double[] mean = new double[layer.length];
    columns.forEach(column -> number(column, place));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean forth = sweep % 2 == 0;
      for (int i = 0; i < columns.size(); i++) {
        List<Integer> column = columns.get(forth ? i : columns.size() - 1 - i);
        for (int node : column) {
          mean[node] = mean(forth ? predecessors[node] : successors[node], place, place[node]);
        }
        column.sort(Comparator.comparingDouble(node -> mean[node]));
        number(column, place);
      }
    }
  }

  private static double mean(int[] neighbours, double[] place, double otherwise) {
    double sum = 0;
    for (int neighbour : neighbours) {
      sum += place[neighbour];
    }
    return neighbours.length == 0 ? otherwise : sum / neighbours.length;
  }

  /** Gives the nodes of a column places from 0 to 1. */
  private static void number(List<Integer> column, double[] place) {
    for (int i = 0; i < column.size(); i++) {
      place[column.get(i)] = (i + 0.5) / column.size();
    }
  }

  private double widthOfARow(List<List<Integer>> columns) {
    double width = 0;
    double height = 0;
    for (List<Integer> column : columns) {
      width += width(column) + GAP_X;
      height = Math.max(height, height(column));
    }
    double rows = Math.sqrt(width * 100 / (WIDTH_PERCENT * (height + GAP_ROWS)));
    return width / Math.max(1, Math.rint(rows));
  }

  private int endOfRow(List<List<Integer>> columns, int from, double most) {
    double width = 0;
    int end = from;
    while (end < columns.size()) {
      double next = width(columns.get(end)) + GAP_X;
      if (end - from >= LEAST_COLUMNS && width + next / 2 > most) {
        return end;
      }
      width += next;
      end++;
    }
    return end;
  }

  private double width(List<Integer> column) {
    return column.stream().mapToDouble(node -> blocks.get(node).width).max().orElse(0);
  }

  private double height(List<Integer> column) {
    return column.stream().mapToDouble(node -> blocks.get(node).height + GAP_Y).sum() - GAP_Y;
  }

  /** Places a row of columns, and returns where the next one begins. */
  private double placeRow(List<List<Integer>> columns, double top) {
    double height = columns.stream().mapToDouble(this::height).max().orElse(0);
    double x = 0;
    double bottom = top;
    for (List<Integer> column : columns) {
      placeColumn(column, x, top, height);
      for (int node : column) {
        bottom = Math.max(bottom, blocks.get(node).bottom());
      }
      x += width(column) + GAP_X;
    }
    return bottom + GAP_ROWS;
  }

  /** Places nodes as near to the height of their predecessors as their order allows. */
  private void placeColumn(List<Integer> column, double x, double top, double height) {
    double free = height - height(column);
    double y = top;
    double left = free;
    for (int node : column) {
      Block block = blocks.get(node);
      double wanted = top;
      int[] before = predecessors[node];
      if (before.length > 0) {
        double sum = 0;
        for (int each : before) {
          sum += blocks.get(each).y;
        }
        wanted = sum / before.length;
      }
      double shift = Math.max(0, Math.min(left, Math.rint(wanted - y)));
      left -= shift;
      y += shift;
      block.x = x;
      block.y = y;
      y += block.height + GAP_Y;
    }
  }
}
