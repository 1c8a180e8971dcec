package dev.sluice.text;

import java.util.List;

/** Formats names, one of which is probably meant, as a part of a message. */
public final class Alternatives {

  private Alternatives() {}

  /** The names with commas and "or": {@code a}, {@code a or b}, {@code a, b or c}. */
  public static String of(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  /** The names in double quotes as a sentence: {@code Did you mean "a" or "b"?}. */
  public static String question(List<String> names) {
    return "Did you mean " + of(names.stream().map(Quote::of).toList()) + "?";
  }

  /**
   * The names as the end of a sentence: {@code ; did you mean a or b?}.
   *
   * @return empty if there are no names
   */
  public static String meant(List<String> names) {
    return names.isEmpty() ? "" : "; did you mean " + of(names) + "?";
  }
}
