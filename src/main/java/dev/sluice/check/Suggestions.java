package dev.sluice.check;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Suggests known names that are similar to unknown ones.
 *
 * <p>A search compares all known names, so only the first {@value #MOST} searches of a load are
 * carried out for each code; results for names seen before are cached.
 */
final class Suggestions {

  private static final int MOST = 50;

  private final Map<FindingCode, Map<Unknown, List<String>>> known =
      new EnumMap<>(FindingCode.class);

  /** An unknown name and the owner of the known names. */
  private record Unknown(String owner, String name) {}

  /**
   * A copy of the finding with the nearest names as its suggestion, if there are any.
   *
   * @param owner the owner of the names, such as a node type for its ports
   * @param name the unknown name
   * @param names the known names, requested only if a search is made
   */
  Finding suggest(
      Finding finding, String owner, String name, Supplier<? extends Iterable<String>> names) {
    return suggestFound(finding, owner, name, () -> NearestNames.of(name, names.get()));
  }

  /** Like {@link #suggest}, with another search, which is made only for new names. */
  Finding suggestFound(Finding finding, String owner, String name, Supplier<List<String>> search) {
    Map<Unknown, List<String>> searched =
        known.computeIfAbsent(finding.code(), any -> new HashMap<>());
    Unknown unknown = new Unknown(owner, name);
    List<String> nearest = searched.get(unknown);
    if (nearest == null && searched.size() < MOST) {
      nearest = search.get();
      searched.put(unknown, nearest);
    }
    return nearest == null || nearest.isEmpty() ? finding : finding.suggesting(question(nearest));
  }

  private static String question(List<String> nearest) {
    return "Did you mean "
        + nearest.stream().map(Quote::of).collect(Collectors.joining(" or "))
        + "?";
  }
}
