package dev.sluice.text;

/**
 * Computes edit distances between one fixed name and others. A swap of adjacent characters counts
 * as one edit, and letters that differ only in case are equal.
 *
 * <p>Computes the optimal string alignment with a whole column of the table in the bits of one
 * number, so that each character of the other name takes only a few operations: H. Hyyrö, "A
 * bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of
 * Computing 10(1), 2003.
 */
public final class EditDistance {

  /** The maximum length of a name in UTF-16 units: one for each bit. */
  static final int MAX_LENGTH = Long.SIZE;

  private static final int ASCII = 128;

  private final String from;
  private final long[] positions = new long[ASCII];

  /** For distances from a name, which has 1 to {@link #MAX_LENGTH} units. */
  public EditDistance(String from) {
    if (from.isEmpty() || from.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a name of " + from.length() + " characters");
    }
    StringBuilder folded = new StringBuilder(from.length());
    for (int i = 0; i < from.length(); i++) {
      char c = Character.toLowerCase(from.charAt(i));
      folded.append(c);
      if (c < ASCII) {
        positions[c] |= 1L << i;
      }
    }
    this.from = folded.toString();
  }

  /** The distance to a name; any number above the bound if the distance exceeds it. */
  public int to(String name, int bound) {
    if (Math.abs(name.length() - from.length()) > bound) {
      return bound + 1;
    }
    long bottom = 1L << (from.length() - 1);
    int distance = from.length();
    // differences between adjacent rows of the column: one more, one less
    long more = -1;
    long less = 0;
    long diagonal = 0;
    long matchesBefore = 0;
    for (int i = 0; i < name.length(); i++) {
      long matches = positionsOf(Character.toLowerCase(name.charAt(i)));
      long swaps = ((~diagonal & matches) << 1) & matchesBefore;
      diagonal = (((matches & more) + more) ^ more) | matches | less | swaps;
      long moreAcross = less | ~(diagonal | more);
      long lessAcross = diagonal & more;
      if ((moreAcross & bottom) != 0) {
        distance++;
      } else if ((lessAcross & bottom) != 0) {
        distance--;
      }
      int left = name.length() - 1 - i;
      if (distance - left > bound) {
        return bound + 1;
      }
      moreAcross = (moreAcross << 1) | 1;
      lessAcross <<= 1;
      more = lessAcross | ~(diagonal | moreAcross);
      less = moreAcross & diagonal;
      matchesBefore = matches;
    }
    return distance;
  }

  /** The positions of a character in the fixed name, as bits. */
  private long positionsOf(char c) {
    if (c < ASCII) {
      return positions[c];
    }
    long found = 0;
    for (int i = from.indexOf(c); i >= 0; i = from.indexOf(c, i + 1)) {
      found |= 1L << i;
    }
    return found;
  }
}
