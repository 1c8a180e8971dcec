package dev.sluice.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses empty arguments, which result from unset variables of a shell. Java treats an empty file
 * name as the working directory, so a command would read or write there.
 */
final class EmptyArguments {

  /** The label of options whose value is any text, also none. */
  private static final String TEXT = "TEXT";

  private EmptyArguments() {}

  /** Throws if an argument of the command or of its subcommand is empty. */
  static void refuse(ParseResult parsed) {
    for (PositionalParamSpec argument : parsed.matchedPositionals()) {
      if (argument.originalStringValues().contains("")) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            "An argument is empty: expected a file, a directory, or - for standard input");
      }
    }
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.originalStringValues().contains("") && !option.paramLabel().equals(TEXT)) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(), option.longestName() + " has an empty value");
      }
    }
    if (parsed.hasSubcommand()) {
      refuse(parsed.subcommand());
    }
  }
}
