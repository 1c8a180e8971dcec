package dev.sluice.cli;

import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses empty arguments, which result from unset variables of a shell. Java treats an empty file
 * name as the working directory, so a command would read or write there.
 */
final class EmptyArguments {

  /** The label of options whose value is any text, even an empty one. */
  private static final String TEXT = "TEXT";

  /** The label of queries, whose parser has a better message. */
  private static final String QUERY = "QUERY";

  /** The labels of arguments that name files. */
  private static final Set<String> FILES = Set.of("FILE", "PATH", "DIR");

  private EmptyArguments() {}

  /** Throws if an argument of the command or of its subcommand is empty. */
  static void refuse(ParseResult parsed) {
    for (PositionalParamSpec argument : parsed.matchedPositionals()) {
      String label = argument.paramLabel();
      if (argument.originalStringValues().contains("") && !label.equals(QUERY)) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            FILES.contains(label)
                ? "An argument is empty: expected a file, a directory, or - for standard input"
                : label + " is empty");
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
