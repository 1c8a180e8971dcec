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
 * Suggests known names that are near to unknown ones.
 *
 * <p>A search looks at all names there are, so only the first {@value #MOST} of a load are carried
 * out for each code; names met before are answered from memory.
 */
final class Suggestions {

  private static final int MOST = 50;

  private final Map<FindingCode, Map<Unknown, List<String>>> known =
      new EnumMap<>(FindingCode.class);

  /** An unknown name and whose name it should have been. */
  private record Unknown(String owner, String name) {}

  /**
   * The finding with the nearest names as its suggestion, if there are any.
   *
   * @param owner what the names belong to, such as a node type whose ports they are
   * @param name the unknown name
   * @param names the known ones, asked for if a search is made
   */
  Finding suggest(
      Finding finding, String owner, String name, Supplier<? extends Iterable<String>> names) {
    return suggestFound(finding, owner, name, () -> NearestNames.of(name, names.get()));
  }

  /** The same with a search of another kind, made only if the name has not been met before. */
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
