package dev.sluice.cli;

import java.io.IOException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The program's entry point. */
public final class Main {

  private static final int LONGEST_MESSAGE = 300;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Terminal.ofProcess(), args));
  }

  /** Runs one command and returns its exit code. */
  static int run(Terminal terminal, String... args) {
    CommandLine program =
        new CommandLine(new RootCommand())
            .addSubcommand(new LoadCommand(terminal))
            .addSubcommand(new ValidateCommand(terminal))
            .addSubcommand(new SkeletonCommand(terminal))
            .addSubcommand(new ScanCommand(terminal))
            .addSubcommand(new ConvertCommand(terminal))
            .addSubcommand(new TypesCommand(terminal))
            .addSubcommand(new ExplainCommand(terminal))
            .addSubcommand(new GenerateCompletion());
    program
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(terminal.textWriter())
        .setErr(terminal.errorWriter())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.paint().isOn() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((e, unused) -> wrongUsage(e, terminal))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, terminal));
    return program.execute(args);
  }

  private static int wrongUsage(ParameterException wrong, Terminal terminal) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    String message = String.valueOf(wrong.getMessage());
    // a message that repeats all arguments would hide what it says
    terminal.complain(
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message);
    terminal.complain("Try '" + command + " --help'.");
    return ExitCode.WRONG_USAGE;
  }

  private static int failed(Exception failure, CommandLine command, Terminal terminal) {
    if (failure instanceof ParameterException wrong) {
      return wrongUsage(wrong, terminal);
    }
    if (failure instanceof OutputFailedException output && output.isBrokenPipe()) {
      return ExitCode.ACCEPTED; // whoever read the results has seen enough
    }
    if (Thread.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    String name = command.getCommandSpec().qualifiedName();
    if (failure instanceof IOException) {
      terminal.complain(name + ": " + failure.getMessage());
      return ExitCode.UNREADABLE;
    }
    terminal.complain(name + " failed, which is a fault of the program: " + failure);
    return ExitCode.REJECTED;
  }
}
