package dev.sluice.cli;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.gate.PathFilter;
import dev.sluice.cli.gate.Settings;
import dev.sluice.text.Quantity;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that leave files out of commands which write, with those of the configuration. */
@Command
final class ExclusionOptions {

  @Mixin private ConfigOptions configuration = new ConfigOptions();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description =
          "Leave out files that match, as in an ignore file; also those that the configuration"
              + " excludes.")
  private List<String> patterns = new ArrayList<>();

  private final LongAdder excluded = new LongAdder();

  @Option(
      names = "--hidden",
      description = "Also look into hidden directories and into node_modules, target and build.")
  private boolean hidden;

  /** Whether hidden directories are searched. */
  boolean includesHidden() {
    return hidden;
  }

  /**
   * Determines which inputs are processed, and gives the loader the limits of the configuration.
   *
   * @throws IOException if the configuration cannot be read or is invalid
   */
  Predicate<Input> filter(LoaderOptions options) throws IOException {
    Settings settings = configuration.settings();
    options.configure(settings);
    List<PathFilter> filters = List.of(new PathFilter(Path.of(""), patterns), settings.excluded());
    return input -> {
      boolean leftOut = filters.stream().anyMatch(filter -> matches(filter, input.name()));
      if (leftOut) {
        excluded.increment();
      }
      return !leftOut;
    };
  }

  /** The message if a command found nothing to do in some files and directories. */
  String nothingFound(List<String> paths) {
    long files = excluded.sum();
    return "no workflow found in "
        + String.join(", ", paths)
        + (files == 0 ? "" : "; " + Quantity.grouped(files, "file is", "files are") + " excluded");
  }

  private static boolean matches(PathFilter filter, String name) {
    try {
      return !name.equals("-") && filter.match(FileNames.path(name)).isPresent();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
