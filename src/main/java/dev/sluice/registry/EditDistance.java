package dev.sluice.registry;

import java.util.Arrays;

/**
 * How many edits lead from one fixed name to others, as far as a bound; swaps of neighbours count
 * one.
 *
 * <p>Optimal string alignment over a band: only cells within the bound of the diagonal are
 * computed, in three rows that all comparisons reuse. Not for several threads.
 */
final class EditDistance {

  private final String from;
  private int[] beforeLast;
  private int[] last;
  private int[] row;

  EditDistance(String from) {
    this.from = from;
    beforeLast = new int[from.length() + 1];
    last = new int[from.length() + 1];
    row = new int[from.length() + 1];
  }

  /** The distance to a name, or any number above the bound if it is above the bound. */
  int to(String name, int bound) {
    int above = bound + 1;
    if (Math.abs(name.length() - from.length()) > bound) {
      return above;
    }
    for (int column = 0; column <= from.length(); column++) {
      row[column] = Math.min(column, above);
    }
    for (int line = 1; line <= name.length(); line++) {
      rotate(above);
      row[0] = Math.min(line, above);
      int least = row[0];
      int end = Math.min(from.length(), line + bound);
      for (int column = Math.max(1, line - bound); column <= end; column++) {
        row[column] = Math.min(cell(name, line, column), above);
        least = Math.min(least, row[column]);
      }
      // A swap reaches back over this row, but never from a cell that left no mark in it.
      if (least > bound) {
        return above;
      }
    }
    return row[from.length()];
  }

  private int cell(String name, int line, int column) {
    char c = name.charAt(line - 1);
    char d = from.charAt(column - 1);
    int cost = c == d ? 0 : 1;
    int least = Math.min(last[column - 1] + cost, Math.min(last[column] + 1, row[column - 1] + 1));
    boolean swapped =
        line > 1 && column > 1 && c == from.charAt(column - 2) && d == name.charAt(line - 2);
    return swapped ? Math.min(least, beforeLast[column - 2] + 1) : least;
  }

  private void rotate(int above) {
    int[] free = beforeLast;
    beforeLast = last;
    last = row;
    row = free;
    // Cells outside the band are read as neighbours of it.
    Arrays.fill(row, above);
  }
}
