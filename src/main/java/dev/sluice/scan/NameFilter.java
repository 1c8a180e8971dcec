package dev.sluice.scan;

import dev.sluice.scan.ignore.PathPattern;
import java.util.List;
import java.util.Locale;

/** Selects the files of a scan by name. */
final class NameFilter {

  private static final List<String> ENDINGS = List.of(".json", ".json.gz", ".json.zst");

  private final List<PathPattern> globs;

  NameFilter(List<String> globs) {
    this.globs = globs.stream().map(PathPattern::of).toList();
  }

  /** Whether a path, given by its names from the root, is selected. */
  boolean accepts(List<String> way) {
    if (!globs.isEmpty()) {
      return globs.stream().anyMatch(glob -> glob.matches(way, 0));
    }
    String name = last(way).toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static String last(List<String> way) {
    return way.get(way.size() - 1);
  }
}
