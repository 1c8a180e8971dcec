package dev.sluice.scan.ignore;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The pattern for one name of a path: characters, {@code ?}, {@code [a-z]} and {@code *}.
 *
 * @param parts a predicate for each code point, with {@link Star#STAR} for any number of them
 */
record NamePattern(List<IntPredicate> parts) {

  /** Matches any single name. */
  static final NamePattern ANY = new NamePattern(List.of(Star.STAR));

  /** Matches any number of names. */
  static final NamePattern STARS = new NamePattern(List.of(Star.STAR, Star.STAR));

  NamePattern {
    parts = List.copyOf(parts);
  }

  /** Whether this matches any number of names, as {@code **} does by itself. */
  boolean isStars() {
    return parts.size() > 1 && parts.stream().allMatch(part -> part == Star.STAR);
  }

  boolean matches(String name) {
    int[] points = name.codePoints().toArray();
    return Wildcards.match(
        parts.size(),
        part -> parts.get(part) == Star.STAR,
        points.length,
        (part, point) -> parts.get(part).test(points[point]));
  }

  /** The part of a name pattern that matches any number of characters. */
  enum Star implements IntPredicate {
    STAR;

    @Override
    public boolean test(int point) {
      return true;
    }
  }
}
