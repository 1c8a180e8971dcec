package dev.sluice.scan.ignore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The characters between two brackets of a pattern: single ones, ranges and classes.
 *
 * <p>A test takes logarithmic time in the number of ranges. Neither building nor testing is
 * recursive, because a pattern is user input of any length.
 */
final class CharacterSet implements IntPredicate {

  /** First and last character of each range, ascending and without overlaps. */
  private final int[] bounds;

  private final List<IntPredicate> classes;
  private final boolean negated;

  private CharacterSet(int[] bounds, List<IntPredicate> classes, boolean negated) {
    this.bounds = bounds;
    this.classes = classes;
    this.negated = negated;
  }

  @Override
  public boolean test(int point) {
    return negated != (isInRange(point) || classes.stream().anyMatch(c -> c.test(point)));
  }

  private boolean isInRange(int point) {
    int found = Arrays.binarySearch(bounds, point);
    if (found >= 0) {
      return true;
    }
    int next = -found - 1;
    return next % 2 == 1; // between a first and a last character
  }

  /** Builds a set. */
  static final class Builder {

    private record Range(int first, int last) {}

    private final List<Range> ranges = new ArrayList<>();
    private final List<IntPredicate> classes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** Adds a range of characters; none if the ends are in descending order. */
    void add(int first, int last) {
      if (first <= last) {
        ranges.add(new Range(first, last));
      }
    }

    /** Adds a class; repeated classes have no effect. */
    void add(String name, IntPredicate members) {
      if (!names.contains(name)) {
        names.add(name);
        classes.add(members);
      }
    }

    /** The set of all added characters, or its complement. */
    CharacterSet build(boolean negated) {
      ranges.sort(Comparator.comparingInt(Range::first));
      int[] bounds = new int[2 * ranges.size()];
      int used = 0;
      for (Range range : ranges) {
        if (used > 0 && range.first() <= bounds[used - 1] + 1) {
          bounds[used - 1] = Math.max(bounds[used - 1], range.last());
        } else {
          bounds[used++] = range.first();
          bounds[used++] = range.last();
        }
      }
      return new CharacterSet(Arrays.copyOf(bounds, used), List.copyOf(classes), negated);
    }
  }
}
