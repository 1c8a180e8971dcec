package dev.sluice.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The known names most like one that is not known, for "did you mean".
 *
 * <p>Two names are as far apart as the single-character insertions, deletions, replacements and
 * swaps of neighbours that lead from one to the other, no character being edited twice; upper and
 * lower case are the same. At most {@value #MAX_RESULTS} names are given, none farther away than
 * about a third of the unknown name's length. If some names differ in case only, no others are
 * given. A name that ends in another unit is not given: {@code duration_ms} does not mean what
 * {@code duration} or {@code duration_seconds} means.
 *
 * <p>The cost is bounded for hostile input: names longer than {@value #MAX_LENGTH} characters are
 * like none, of the known names the first {@value #MAX_CANDIDATES} are looked at, and a comparison
 * ends as soon as the distance must be too large. Whoever asks for many names of one document
 * bounds how often it asks.
 */
public final class NearestNames {

  /** How many names are given at most. */
  public static final int MAX_RESULTS = 3;

  /** The longest name for which others are looked for, in UTF-16 units. */
  public static final int MAX_LENGTH = EditDistance.MAX_LENGTH;

  /** How many known names are looked at. */
  public static final int MAX_CANDIDATES = 10_000;

  private static final Comparator<Candidate> NEAREST_FIRST =
      Comparator.comparingInt(Candidate::distance)
          .thenComparing(candidate -> !candidate.preferred())
          .thenComparing(Candidate::name);

  private NearestNames() {}

  /**
   * The nearest names, those of equal distance in alphabetical order.
   *
   * @param unknown any string
   * @param known the names there are, such as a type's ports or node ids
   */
  public static List<String> of(String unknown, Iterable<String> known) {
    return isComparable(unknown)
        ? search(
            unknown,
            known,
            new EditDistance(unknown)::to,
            name -> NameUnit.agree(unknown, name),
            name -> false)
        : List.of();
  }

  /** Whether others can be looked for. */
  public static boolean isComparable(String unknown) {
    return !unknown.isEmpty() && unknown.length() <= MAX_LENGTH;
  }

  /**
   * The nearest of those names that may be meant, of equal distance the preferred ones first, then
   * in alphabetical order.
   *
   * @param possible whether a name may be meant; asked only for names that are near
   * @param preferred whether a name is more likely meant than others; likewise
   */
  public static List<String> search(
      String unknown,
      Iterable<String> known,
      Distance distances,
      Predicate<String> possible,
      Predicate<String> preferred) {
    int bound = (unknown.length() + 1) / 3;
    List<Candidate> best = new ArrayList<>(MAX_RESULTS + 1);
    int seen = 0;
    for (String name : known) {
      if (++seen > MAX_CANDIDATES) {
        break;
      }
      int distance = distances.to(name, bound);
      if (distance > bound || name.equals(unknown) || !possible.test(name)) {
        continue;
      }
      Candidate candidate = new Candidate(name, distance, preferred.test(name));
      if (!best.contains(candidate)) {
        best.add(candidate);
        best.sort(NEAREST_FIRST);
      }
      if (distance == 0) {
        best.removeIf(other -> other.distance() > 0);
        bound = 0;
      }
      if (best.size() > MAX_RESULTS) {
        best.remove(MAX_RESULTS);
        bound = best.get(MAX_RESULTS - 1).distance();
      }
    }
    return best.stream().map(Candidate::name).toList();
  }

  /** How far names are from the unknown one. */
  public interface Distance {

    /** The distance to a name, or any number above the bound if it is above the bound. */
    int to(String name, int bound);
  }

  private record Candidate(String name, int distance, boolean preferred) {}
}
