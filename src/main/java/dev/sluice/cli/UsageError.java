package dev.sluice.cli;

import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The message for a usage error, with suggestions. */
final class UsageError {

  private final ParameterException failure;
  private final List<String> arguments;

  UsageError(ParameterException failure, String... arguments) {
    this.failure = failure;
    this.arguments = List.of(arguments);
  }

  /** The message as one line, not escaped. */
  String message() {
    CommandLine command = failure.getCommandLine();
    if (failure instanceof UnmatchedArgumentException unmatched && hasCommands(command)) {
      String wanted = unmatched.getUnmatched().get(0);
      return wanted.startsWith("-") ? option(command, wanted) : unknownCommand(wanted, command);
    }
    if (hasCommands(command) && arguments.size() > 1 && arguments.get(0).equals("help")) {
      return unknownCommand(arguments.get(1), command);
    }
    boolean unknown =
        failure instanceof UnmatchedArgumentException
            || failure instanceof MissingParameterException;
    return Optional.of(arguments)
        .filter(all -> unknown)
        .flatMap(all -> unknownOption(command))
        .map(wanted -> option(command, wanted))
        .orElseGet(() -> failureText());
  }

  private static String unknownCommand(String wanted, CommandLine program) {
    return "Unknown command " + wanted + meant(wanted, program.getSubcommands().keySet());
  }

  private static boolean hasCommands(CommandLine command) {
    return !command.getSubcommands().isEmpty();
  }

  /** The first argument before {@code --} that looks like an option but is unknown. */
  private Optional<String> unknownOption(CommandLine command) {
    List<String> known = options(command);
    return arguments.stream()
        .takeWhile(argument -> !argument.equals("--"))
        .filter(argument -> argument.startsWith("-") && argument.length() > 1)
        .filter(argument -> !known.contains(name(argument)))
        .findFirst();
  }

  private static String name(String argument) {
    int end = argument.indexOf('=');
    return end < 0 ? argument : argument.substring(0, end);
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .toList();
  }

  private static String option(CommandLine command, String argument) {
    if (argument.startsWith("--")) {
      return "Unknown option " + argument + meant(name(argument), options(command));
    }
    return "Unknown option " + argument + meantAsArgument(command, argument);
  }

  /** How to write an argument that begins with a hyphen. */
  private static String meantAsArgument(CommandLine command, String argument) {
    List<String> labels =
        command.getCommandSpec().positionalParameters().stream()
            .map(PositionalParamSpec::paramLabel)
            .toList();
    if (labels.contains("QUERY")) {
      String negated = argument.substring(1);
      return "; for a query that begins with -, write NOT " + negated + ", or -- before DIR";
    }
    return labels.isEmpty()
        ? ""
        : "; to name a file that begins with -, write ./ before it, or -- before all names";
  }

  private static String meant(String wanted, Iterable<String> names) {
    List<String> known = new ArrayList<>();
    names.forEach(known::add);
    return Alternatives.meant(NearestNames.of(wanted, known));
  }

  private static String missing(List<CommandLine.Model.ArgSpec> arguments) {
    List<String> names = new ArrayList<>();
    for (CommandLine.Model.ArgSpec argument : arguments) {
      String option = argument instanceof OptionSpec of ? of.longestName() + "=" : "";
      boolean isValue = argument instanceof OptionSpec && !argument.required();
      names.add((isValue ? "the value of " : "") + option + argument.paramLabel());
    }
    return String.join(", ", names) + (names.size() == 1 ? " is missing" : " are missing");
  }

  /** The message of picocli, with the values of an option in the form users type them. */
  private String failureText() {
    if (failure instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing());
    }
    String message = String.valueOf(failure.getMessage());
    CommandLine.Model.ArgSpec argument = failure.getArgSpec();
    if (argument == null || !argument.type().isEnum() || argument.completionCandidates() == null) {
      return message;
    }
    List<String> values = new ArrayList<>();
    argument.completionCandidates().forEach(values::add);
    String value = failure.getValue() == null ? "" : failure.getValue();
    return value.isEmpty()
        ? message
        : "Invalid value "
            + value
            + " for "
            + String.join(", ", ((OptionSpec) argument).names())
            + ": expected "
            + String.join(", ", values)
            + meant(value, values);
  }
}
