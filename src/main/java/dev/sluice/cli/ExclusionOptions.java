package dev.sluice.cli;

import dev.sluice.cli.answer.Input;
import dev.sluice.cli.gate.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that exclude files from commands that write, combined with the exclusions of the
 * configuration.
 */
@Command
final class ExclusionOptions {

  @Mixin private ConfigOptions configuration = new ConfigOptions();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description =
          "Exclude files that match a pattern, written as in an ignore file, in addition to those"
              + " that the configuration excludes; can be repeated.")
  private List<String> patterns = new ArrayList<>();

  private Exclusions exclusions = new Exclusions(List.of(), Settings.NONE);

  @Option(
      names = "--hidden",
      description = "Also look into hidden directories and into node_modules, target and build.")
  private boolean hidden;

  /** Whether hidden directories are searched. */
  boolean includesHidden() {
    return hidden;
  }

  /** Whether patterns are given as options. */
  boolean hasPatterns() {
    return !patterns.isEmpty();
  }

  /**
   * Gives the loader the profile and the limits of the configuration.
   *
   * @throws IOException if the configuration cannot be read or is invalid
   */
  void configure(LoaderOptions options) throws IOException {
    options.configure(configuration.settings());
  }

  /**
   * Determines which inputs are processed, and gives the loader the limits of the configuration.
   *
   * @throws IOException if the configuration cannot be read or is invalid
   */
  Predicate<Input> filter(LoaderOptions options) throws IOException {
    Settings settings = configuration.settings();
    options.configure(settings);
    Exclusions filter = new Exclusions(patterns, settings);
    exclusions = filter;
    return input -> {
      boolean excluded = filter.pattern(input.name()).isPresent();
      if (excluded) {
        filter.count(input.name());
      }
      return !excluded;
    };
  }

  /** The message if a command found nothing to do in some files and directories. */
  String nothingFound(List<String> paths) {
    return "no workflow found in "
        + String.join(", ", paths)
        + (exclusions.files() == 0 ? "" : ": " + exclusions.summary());
  }
}
