package dev.sluice.types;

import dev.sluice.model.NodeType;
import dev.sluice.model.NodeType.Standing;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.text.EditDistance;
import dev.sluice.text.NearestNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The known node types whose names are most like one that is not known, for "did you mean".
 *
 * <p>They are found as {@link NearestNames} finds names, with three differences. Whether a name
 * ends in {@code Node} does not matter: {@code Log} means {@code LogNode}. Abstract types are not
 * given. Of names at equal distance those of the likely category come first: the category of most
 * known types that begin with the same word as the unknown name, such as {@code Excel} in {@code
 * ExcelReedNode}. So the answer depends on the name and the registry, not on the document.
 */
public final class NearestTypes {

  private static final String SUFFIX = "node";

  private NearestTypes() {}

  /**
   * The nearest types, of those at equal distance the ones of the likely category first, then in
   * alphabetical order. Loads the descriptors of built-in types that are near, but calls no
   * provider: what a provider has not yet described has no category and counts as not abstract.
   *
   * @param unknown any string
   */
  public static List<String> of(String unknown, NodeRegistry registry) {
    if (!NearestNames.isComparable(unknown)) {
      return List.of();
    }
    LikelyCategory category = new LikelyCategory(unknown, registry);
    return NearestNames.search(
        unknown,
        registry.names(),
        distances(unknown),
        name -> isCreatable(registry, name),
        category::holds);
  }

  private static NearestNames.Distance distances(String unknown) {
    EditDistance whole = new EditDistance(unknown);
    String stem = stem(unknown);
    if (stem.isEmpty()) {
      return whole::to;
    }
    EditDistance stems = new EditDistance(stem);
    boolean suffixed = stem.length() < unknown.length();
    return (name, bound) -> {
      int distance = whole.to(name, bound);
      String other = stem(name);
      return suffixed == other.length() < name.length()
          ? distance
          : Math.min(distance, stems.to(other, bound));
    };
  }

  private static String stem(String name) {
    int length = name.length() - SUFFIX.length();
    return name.regionMatches(true, length, SUFFIX, 0, SUFFIX.length())
        ? name.substring(0, length)
        : name;
  }

  /** Looks only at descriptors that are at hand at once: a provider may take its time. */
  private static boolean isCreatable(NodeRegistry registry, String name) {
    return registry.categoryOf(name).isEmpty()
        || registry.find(name).map(NodeType::standing).equals(Optional.of(Standing.CREATABLE));
  }

  /** The category an unknown name probably belongs to, worked out when first asked for. */
  private static final class LikelyCategory {

    private final String unknown;
    private final NodeRegistry registry;
    private Optional<String> found = Optional.empty();
    private boolean searched;

    LikelyCategory(String unknown, NodeRegistry registry) {
      this.unknown = unknown;
      this.registry = registry;
    }

    boolean holds(String name) {
      if (!searched) {
        found = find();
        searched = true;
      }
      return found.isPresent() && found.equals(registry.categoryOf(name));
    }

    /** The one category that has more such types than every other, if there is one. */
    private Optional<String> find() {
      int length = firstWord(unknown);
      Map<String, Integer> counts = new HashMap<>();
      int seen = 0;
      for (String name : registry.names()) {
        if (++seen > NearestNames.MAX_CANDIDATES) {
          break;
        }
        if (name.regionMatches(true, 0, unknown, 0, length) && firstWord(name) == length) {
          registry.categoryOf(name).ifPresent(category -> counts.merge(category, 1, Integer::sum));
        }
      }
      int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      List<String> largest =
          counts.entrySet().stream()
              .filter(entry -> entry.getValue() == most)
              .map(Map.Entry::getKey)
              .toList();
      return largest.size() == 1 ? Optional.of(largest.get(0)) : Optional.empty();
    }

    /** How long the first word of a name is: {@code Http} in {@code HttpGetNode}. */
    private static int firstWord(String name) {
      int end = 1;
      while (end < name.length() && !beginsWord(name, end)) {
        end++;
      }
      return Math.min(end, name.length());
    }

    private static boolean beginsWord(String name, int at) {
      char c = name.charAt(at);
      if (!Character.isUpperCase(c)) {
        return !Character.isLetter(c);
      }
      return !Character.isUpperCase(name.charAt(at - 1))
          || (at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1)));
    }
  }
}
