package dev.sluice.scan.ignore;

import java.util.function.IntPredicate;

/**
 * The matching of a row of things with a row of parts, some of which are stars that stand for any
 * number of things.
 *
 * <p>When a part does not fit, only the last star is tried anew with one thing more: what an
 * earlier star would gain by taking more, the last one can take as well. So the time is bounded by
 * the product of the two lengths, whatever the pattern.
 */
final class Wildcards {

  /** Whether a part, which is no star, fits a thing. */
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
