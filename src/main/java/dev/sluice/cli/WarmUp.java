package dev.sluice.cli;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The program that {@code sluice-warm} runs: it executes the most frequent commands, so that the
 * archive contains their classes.
 */
final class WarmUp {

  private WarmUp() {}

  /**
   * Runs the commands on the documents of a directory, and ends the process with 0, or with the
   * exit code of a command that could not do its work.
   */
  public static void main(String[] args) throws IOException {
    UncaughtErrorHandler.install();
    int exit = run(args[0], Terminal::ofProcess);
    System.exit(exit > ExitCode.REJECTED ? exit : ExitCode.ACCEPTED);
  }

  /** The highest exit code of the commands. */
  static int run(String directory, Supplier<Terminal> terminals) throws IOException {
    String document;
    try (Stream<Path> files = Files.list(Path.of(directory))) {
      document = files.map(Path::toString).sorted().findFirst().orElse(directory);
    }
    int exit = ExitCode.ACCEPTED;
    for (List<String> command :
        List.of(
            List.of("load", document),
            List.of("load", "--json", document),
            List.of("validate", "--lint", directory),
            List.of("validate", "--format", "json", directory),
            List.of("validate", "--format", "github", directory),
            List.of("search", directory, "type:*"))) {
      exit = Math.max(exit, Main.run(terminals.get(), command.toArray(String[]::new)));
    }
    return exit;
  }
}
