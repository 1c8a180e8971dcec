package dev.sluice.cli;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.gate.PathFilter;
import dev.sluice.cli.gate.Settings;
import dev.sluice.text.Quantity;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The patterns of files to exclude, with the number of files that each has excluded. */
final class Exclusions {

  /** The maximum number of patterns that a message names. */
  private static final int MOST_NAMED = 3;

  private final PathFilter given;
  private final PathFilter configured;
  private final Optional<Path> configuration;
  private final Set<String> used = new LinkedHashSet<>();
  private int files;

  /**
   * Exclusions.
   *
   * @param patterns the patterns of the command line
   * @param settings the configuration, with further ones
   */
  Exclusions(List<String> patterns, Settings settings) {
    given = new PathFilter(Path.of(""), patterns);
    configured = settings.excluded();
    configuration = settings.file();
  }

  /** The pattern that excludes a file; empty if none does, or for standard input. */
  Optional<String> pattern(String name) {
    return matched(given, name).or(() -> matched(configured, name));
  }

  private static Optional<String> matched(PathFilter filter, String name) {
    try {
      return name.equals("-") ? Optional.empty() : filter.match(FileNames.path(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Counts a file that a pattern excludes. */
  synchronized void count(String name) {
    files++;
    if (used.size() <= MOST_NAMED) {
      matched(given, name)
          .or(() -> matched(configured, name).map(pattern -> pattern + origin()))
          .ifPresent(used::add);
    }
  }

  private String origin() {
    return configuration.map(file -> " of " + FileNames.shown(file)).orElse("");
  }

  /** The number of files counted. */
  synchronized int files() {
    return files;
  }

  /** The excluded files, and the patterns that excluded them. */
  synchronized String summary() {
    List<String> named = used.stream().limit(MOST_NAMED).toList();
    return Quantity.grouped(files, "file is", "files are")
        + " excluded by "
        + String.join(", ", named)
        + (used.size() > named.size() ? ", …" : "");
  }
}
