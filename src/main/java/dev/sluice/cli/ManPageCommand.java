package dev.sluice.cli;

import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page of the program. */
@Command(
    name = "generate-man-page",
    description = "Print the manual page, sluice.1, with all commands and options.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice generate-man-page > sluice.1")
final class ManPageCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  ManPageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    terminal.printCommands(ManPage.of(spec.root().commandLine()));
    return CommandLine.ExitCode.OK;
  }
}
