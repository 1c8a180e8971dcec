package dev.sluice.cli;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.gate.Settings;
import dev.sluice.cli.gate.SettingsFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that determine which configuration applies. */
@Command
final class ConfigOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Use this configuration file. Default: .sluice.json in the working directory or, within a"
              + " repository, in the nearest parent directory that has one.")
  private @Nullable String file;

  @Option(names = "--no-config", description = "Do not use a configuration.")
  private boolean none;

  /**
   * The settings of the configuration.
   *
   * @throws IOException if it cannot be read or is invalid
   */
  Settings settings() throws IOException {
    Optional<Path> path = file();
    return path.isPresent() ? SettingsFile.read(path.get()) : Settings.NONE;
  }

  /** The configuration file, which need not exist if it was given; empty if there is none. */
  Optional<Path> file() {
    String given = file;
    if (none && given != null) {
      throw new ParameterException(
          command.commandLine(), "--config and --no-config cannot be combined");
    }
    if (none) {
      return Optional.empty();
    }
    return given == null ? SettingsFile.find(Path.of("")) : Optional.of(path(given));
  }

  private Path path(String given) {
    try {
      return FileNames.path(given);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          command.commandLine(), "Not a valid file name: " + given + ": " + e.getReason(), e);
    }
  }
}
