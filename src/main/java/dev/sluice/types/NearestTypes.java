package dev.sluice.types;

import dev.sluice.model.NodeType;
import dev.sluice.model.NodeType.Kind;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.text.EditDistance;
import dev.sluice.text.NearestNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the known node types with names most similar to an unknown one, for "did you mean".
 *
 * <p>Works like {@link NearestNames}, with three differences. A final {@code Node} does not matter:
 * {@code Log} means {@code LogNode}. Abstract types are not returned. Among names of equal
 * distance, those of the likely category come first: the category with the most known types that
 * begin with the same word as the unknown name, such as {@code Excel} in {@code ExcelReedNode}. So
 * the result depends on the name and the registry, but not on the document.
 */
public final class NearestTypes {

  private static final String SUFFIX = "node";

  private NearestTypes() {}

  /**
   * The nearest types; those of equal distance with the likely category first, then in alphabetical
   * order. Loads built-in types that are near, but does not call providers: a type that its
   * provider has not loaded yet has no category and counts as not abstract.
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

  /** Checks only types that are available at once, because a provider may be slow. */
  private static boolean isCreatable(NodeRegistry registry, String name) {
    return registry.categoryOf(name).isEmpty()
        || registry.find(name).map(NodeType::kind).equals(Optional.of(Kind.CREATABLE));
  }

  /** The category an unknown name probably belongs to, determined on first use. */
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

    /** The category with the most types that begin with the same word, if there is only one. */
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

    /** The length of the first word of a name: {@code Http} in {@code HttpGetNode}. */
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
