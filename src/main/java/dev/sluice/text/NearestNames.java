package dev.sluice.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the known names most similar to an unknown one, for "did you mean".
 *
 * <p>The distance of two names is the number of insertions, deletions, replacements and swaps of
 * adjacent characters that turn one into the other, where no character is edited twice and case is
 * ignored. At most {@value #MAX_RESULTS} names are returned, with a distance of at most about a
 * third of the unknown name's length. If some names differ only in case, no others are returned. A
 * name that ends in another unit is not returned, because {@code duration_ms} does not mean the
 * same as {@code duration} or {@code duration_seconds}.
 *
 * <p>The cost is bounded for hostile input: names longer than {@value #MAX_LENGTH} characters have
 * no similar names, only the first {@value #MAX_CANDIDATES} known names are compared, and a
 * comparison ends as soon as the distance must be too large. A caller that looks up many names of
 * one document must limit their number itself.
 */
public final class NearestNames {

  /** The maximum number of names returned. */
  public static final int MAX_RESULTS = 3;

  /** The maximum length of an unknown name, in UTF-16 units. */
  public static final int MAX_LENGTH = EditDistance.MAX_LENGTH;

  /** The maximum number of known names to compare. */
  public static final int MAX_CANDIDATES = 10_000;

  private static final Comparator<Candidate> NEAREST_FIRST =
      Comparator.comparingInt(Candidate::distance)
          .thenComparing(candidate -> !candidate.preferred())
          .thenComparing(Candidate::name);

  private NearestNames() {}

  /**
   * The nearest names; those of equal distance in alphabetical order.
   *
   * @param unknown any string
   * @param known the existing names, such as a type's ports or node ids
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

  /** Whether similar names can be searched for. */
  public static boolean isComparable(String unknown) {
    return !unknown.isEmpty() && unknown.length() <= MAX_LENGTH;
  }

  /**
   * The nearest of the possible names; those of equal distance with the preferred ones first, then
   * in alphabetical order.
   *
   * @param possible whether a name may be returned; called only for names that are near
   * @param preferred whether a name is more likely than others; called only for names that are near
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

  /** The distance of names from the unknown one. */
  public interface Distance {

    /** The distance to a name; any number above the bound if the distance exceeds it. */
    int to(String name, int bound);
  }

  private record Candidate(String name, int distance, boolean preferred) {}
}
