package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script for fish, which picocli does not generate. */
final class FishCompletion {

  /** Labels of values that are files or directories. */
  private static final Set<String> FILES =
      Set.of("FILE", "DIR", "PATH", "IN", "OUT", "untrusted|trusted|FILE", "FILE|-");

  private final String program;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(String program) {
    this.program = program;
  }

  /** The script for a program, with one line for each word that can be completed. */
  static String of(CommandLine commandLine) {
    FishCompletion completion = new FishCompletion(commandLine.getCommandName());
    completion.script.append("# fish completion for ").append(completion.program).append("\n");
    completion.line("-f");
    completion.command(commandLine, "");
    return completion.script.toString();
  }

  private void line(String... parts) {
    script.append("complete -c ").append(program);
    for (String part : parts) {
      script.append(' ').append(part);
    }
    script.append('\n');
  }

  /**
   * Adds the completions of a command and of its commands.
   *
   * @param seen the condition that the command line has this command; empty for the program
   */
  private void command(CommandLine command, String seen) {
    CommandSpec spec = command.getCommandSpec();
    Map<String, CommandLine> inner = command.getSubcommands();
    String names = String.join(" ", inner.keySet());
    String none = names.isEmpty() ? seen : and(seen, "not __fish_seen_subcommand_from " + names);
    if (!inner.isEmpty()) {
      inner.forEach(
          (name, other) -> {
            if (!other.getCommandSpec().usageMessage().hidden()) {
              line(condition(none), "-a", name, "-d", quoted(firstLine(other)));
            }
          });
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        option(option, none);
      }
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      value(parameter, none);
    }
    inner.forEach(
        (name, other) -> command(other, and(seen, "__fish_seen_subcommand_from " + name)));
  }

  private static String and(String one, String other) {
    return one.isEmpty() ? other : one + "; and " + other;
  }

  private static String condition(String text) {
    return text.isEmpty() ? "" : "-n " + quoted(text);
  }

  private void option(OptionSpec option, String seen) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      String plain = name.replaceFirst("^--?", "");
      names.append(name.startsWith("--") ? "-l " : plain.length() == 1 ? "-s " : "-o ");
      names.append(plain).append(' ');
    }
    boolean hasValue = option.arity().max() > 0;
    line(
        condition(seen),
        names.toString().strip(),
        hasValue ? values(option) : "",
        "-d",
        quoted(first(option.description())));
  }

  private void value(ArgSpec parameter, String seen) {
    String values = parameter.completionCandidates() == null ? "" : candidates(parameter);
    if (!values.isEmpty()) {
      line(condition(seen), "-a", values);
    } else if (FILES.contains(parameter.paramLabel())) {
      line(condition(seen), "-F");
    }
  }

  /** The completion of an option's value: a list of words, a file, or any text. */
  private static String values(ArgSpec option) {
    String words = option.completionCandidates() == null ? "" : candidates(option);
    boolean isFile = FILES.contains(option.paramLabel());
    return (isFile ? "-r -F" : "-x") + (words.isEmpty() ? "" : " -a " + words);
  }

  private static String candidates(ArgSpec argument) {
    List<String> words = new ArrayList<>();
    argument.completionCandidates().forEach(words::add);
    return words.isEmpty() ? "" : quoted(words.stream().collect(Collectors.joining(" ")));
  }

  private static String firstLine(CommandLine command) {
    return first(command.getCommandSpec().usageMessage().description());
  }

  /** The first sentence of a description. */
  private static String first(String... description) {
    String text = description.length == 0 ? "" : description[0];
    int end = text.indexOf(". ");
    return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
