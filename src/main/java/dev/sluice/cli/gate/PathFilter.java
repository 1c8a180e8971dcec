package dev.sluice.cli.gate;

import dev.sluice.scan.ignore.IgnoreRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patterns of files, written as in an ignore file in some directory. */
public final class PathFilter {

  private final Path base;
  private final List<String> patterns;
  private final List<IgnoreRules> rules;

  /**
   * A filter.
   *
   * @param base the directory that patterns are relative to
   */
  public PathFilter(Path base, List<String> patterns) {
    this.base = base.toAbsolutePath().normalize();
    this.patterns = List.copyOf(patterns);
    rules = patterns.stream().map(IgnoreRules::parse).toList();
  }

  /** The patterns. */
  List<String> patterns() {
    return patterns;
  }

  /** The first pattern that matches a file or a directory that contains it; empty if none does. */
  public Optional<String> match(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (patterns.isEmpty() || !absolute.startsWith(base) || absolute.equals(base)) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    base.relativize(absolute).forEach(name -> names.add(name.toString()));
    for (int i = 0; i < rules.size(); i++) {
      for (int length = 1; length <= names.size(); length++) {
        List<String> path = names.subList(0, length);
        if (rules.get(i).ignores(path, 0, length < names.size()).orElse(false)) {
          return Optional.of(patterns.get(i));
        }
      }
    }
    return Optional.empty();
  }
}
