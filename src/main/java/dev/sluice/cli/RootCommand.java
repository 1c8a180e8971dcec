package dev.sluice.cli;

import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Paint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command, which is a usage error. */
@Command(
    name = "sluice",
    description = "Load, check, convert and explain automation workflows.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice validate flows")
final class RootCommand implements Runnable {

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      scope = ScopeType.INHERIT,
      completionCandidates = Completions.Colours.class,
      description =
          "When to colour results: auto (default) colours them on a terminal and honours NO_COLOR,"
              + " CLICOLOR_FORCE and TERM=dumb.")
  private Paint.Choice colours = Paint.Choice.AUTO;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing");
  }

  /** The requested colours; {@code automatic} by default. */
  Paint paint(Paint automatic) {
    return switch (colours) {
      case AUTO -> automatic;
      case ALWAYS -> Paint.ON;
      case NEVER -> Paint.OFF;
    };
  }
}
