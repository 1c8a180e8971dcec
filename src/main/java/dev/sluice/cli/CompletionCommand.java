package dev.sluice.cli;

import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script with which a shell completes commands, options and their values. */
@Command(
    name = "generate-completion",
    description =
        "Print a script with which a shell completes commands, options, node types and codes.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  source <(sluice generate-completion)")
final class CompletionCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "bash|zsh|fish",
      arity = "0..1",
      completionCandidates = Completions.Shells.class,
      description = "The shell (default: bash). zsh uses the script for bash.")
  private Shell shell = Shell.BASH;

  /** The shells for which there is a script. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine program = spec.root().commandLine();
    String name = spec.root().name();
    terminal.printCommands(
        shell == Shell.FISH
            ? FishCompletion.of(program)
            : AutoComplete.bash(name, program).replace("\r\n", "\n"));
    return CommandLine.ExitCode.OK;
  }
}
