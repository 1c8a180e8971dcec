package dev.sluice.cli;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.cli.terminal.Terminal.OutputFailedException;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.file.Unreadable;
import dev.sluice.text.Quote;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program's entry point. */
public final class Main {

  private static final int LONGEST_MESSAGE = 300;

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code, even on a failure.
   *
   * <p>An error that no command handles also ends the process, see {@link UncaughtErrorHandler}.
   */
  public static void main(String[] args) {
    UncaughtErrorHandler handler = UncaughtErrorHandler.install();
    int exit;
    try {
      exit = run(Terminal.ofProcess(), handler::reads, args);
    } catch (Error e) {
      handler.end(e);
      return;
    }
    System.exit(exit);
  }

  /** Runs one command and returns its exit code. */
  static int run(Terminal terminal, String... args) {
    return run(terminal, files -> {}, args);
  }

  /** Runs one command in the same way, after passing the names of its files to a consumer. */
  static int run(Terminal terminal, Consumer<List<String>> files, String... args) {
    RootCommand root = new RootCommand();
    CommandLine program = Commands.of(root, terminal, args);
    program
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(terminal.textWriter())
        .setErr(terminal.errorWriter())
        .setPosixClusteredShortOptionsAllowed(false) // -help.json is not -h and more options
        .setExecutionStrategy(parsed -> execute(parsed, root, terminal, files))
        .setParameterExceptionHandler((e, all) -> usageError(e, terminal, all))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, terminal));
    CommandHelp.arrange(program);
    program.setExpandAtFiles(false); // a file name is never read as a list of options
    int exit = program.execute(args);
    return exit == ExitCode.ACCEPTED
        ? terminal.failure().map(e -> failed(e, program, terminal)).orElse(exit)
        : exit;
  }

  private static int execute(
      ParseResult parsed, RootCommand root, Terminal terminal, Consumer<List<String>> files) {
    EmptyArguments.refuse(parsed);
    files.accept(files(parsed));
    terminal.paint(root.paint(terminal.paint()));
    Ansi ansi = terminal.paint().isOn() ? Ansi.ON : Ansi.OFF;
    parsed.commandSpec().commandLine().setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    return new CommandLine.RunLast().execute(parsed);
  }

  /** The arguments of a command that are names of files. */
  private static List<String> files(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.matchedPositionals().stream()
        .flatMap(argument -> argument.stringValues().stream())
        .filter(name -> new File(name).isFile())
        .distinct()
        .map(Quote::safe)
        .toList();
  }

  private static int usageError(ParameterException error, Terminal terminal, String... arguments) {
    String command = error.getCommandLine().getCommandSpec().qualifiedName();
    String message = new UsageError(error, arguments).message();
    // a message that repeats all arguments would be unreadable
    terminal.complain(
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message);
    if (error instanceof UnreadableOptionException) {
      return ExitCode.UNREADABLE;
    }
    terminal.complain("Try '" + command + " --help'.");
    return ExitCode.USAGE_ERROR;
  }

  private static int failed(Exception failure, CommandLine command, Terminal terminal) {
    if (failure instanceof ParameterException error) {
      return usageError(error, terminal);
    }
    if (failure.getCause() instanceof VirtualMachineError fatal) {
      throw fatal; // an error that a resource throws again on closing arrives wrapped
    }
    if (failure instanceof OutputFailedException output && output.isBrokenPipe()) {
      return readerLeft(command.getCommand());
    }
    if (Thread.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (failure instanceof UnwritableTargetException unwritable) {
      terminal.complain(String.valueOf(unwritable.getMessage()));
      return ExitCode.UNREADABLE;
    }
    if (failure instanceof InvalidPathException named) {
      terminal.complain(Unreadable.message(named.getInput(), named.getReason()));
      return ExitCode.UNREADABLE;
    }
    String name = command.getCommandSpec().qualifiedName();
    if (failure instanceof IOException) {
      terminal.complain(name + ": " + failure.getMessage());
      return ExitCode.UNREADABLE;
    }
    terminal.complain("internal error in " + name + " (please report this): " + failure);
    return ExitCode.REJECTED;
  }

  /** The reader of the results has closed the pipe: the run ends early, which is not success. */
  private static int readerLeft(Object command) {
    int decided = command instanceof ExitCode.SoFar known ? known.exitCode() : ExitCode.ACCEPTED;
    return decided == ExitCode.ACCEPTED ? ExitCode.READER_LEFT : decided;
  }
}
