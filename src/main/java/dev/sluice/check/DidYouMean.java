package dev.sluice.check;

import dev.sluice.error.Quote;
import java.util.List;
import java.util.stream.Collectors;

/** The suggestion of names that are near to one that is unknown. */
final class DidYouMean {

  private DidYouMean() {}

  /** The names as a question; there is at least one. */
  static String of(List<String> nearest) {
    return "Did you mean "
        + nearest.stream().map(Quote::of).collect(Collectors.joining(" or "))
        + "?";
  }
}
