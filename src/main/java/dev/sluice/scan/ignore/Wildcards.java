package dev.sluice.scan.ignore;

import java.util.function.IntPredicate;

/**
 * Matches a sequence of elements against a sequence of parts, some of which are stars that match
 * any number of elements.
 *
 * <p>When a part does not match, only the last star is retried with one more element: whatever an
 * earlier star could gain by taking more elements, the last one can take as well. So the time is
 * bounded by the product of the two lengths for every pattern.
 */
final class Wildcards {

  /** Whether a part that is not a star matches an element. */
  interface Fit {
    boolean test(int part, int thing);
  }

  private Wildcards() {}

  static boolean match(int parts, IntPredicate isStar, int things, Fit fits) {
    int part = 0;
    int thing = 0;
    int star = -1;
    int taken = 0;
    while (thing < things) {
      if (part < parts && isStar.test(part)) {
        star = part++;
        taken = thing;
      } else if (part < parts && fits.test(part, thing)) {
        part++;
        thing++;
      } else if (star >= 0) {
        part = star + 1;
        thing = ++taken;
      } else {
        return false;
      }
    }
    while (part < parts && isStar.test(part)) {
      part++;
    }
    return part == parts;
  }
}
