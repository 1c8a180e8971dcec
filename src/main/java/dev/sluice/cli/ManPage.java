package dev.sluice.cli;

import dev.sluice.cli.report.ProgramVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of the program in the macros of man(7), from the same source as {@code --help}.
 *
 * <p>picocli's own generator writes AsciiDoc, which needs another program to become a manual page.
 * The page has no date, so that equal programs have equal pages.
 */
final class ManPage {

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** The page of a program. */
  static String of(CommandLine program) {
    ManPage manual = new ManPage();
    manual.write(program);
    return manual.page.toString();
  }

  private void write(CommandLine program) {
    CommandSpec root = program.getCommandSpec();
    String name = root.name();
    String about = String.join(" ", root.usageMessage().description());
    page.append(".TH ")
        .append(quoted(name.toUpperCase(Locale.ROOT)))
        .append(" 1 \"\" ")
        .append(quoted(new ProgramVersion().getVersion()[0]))
        .append(" \"User Commands\"\n");
    section("NAME");
    line(name + " \\- " + escaped(about.replaceFirst("\\.$", "")));
    section("SYNOPSIS");
    line(".B " + escaped(name));
    line("[\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...");
    section("DESCRIPTION");
    text(about);
    section("COMMANDS");
    List<CommandLine> commands = visible(program);
    for (CommandLine command : commands) {
      term("\\fB" + escaped(command.getCommandName()) + "\\fR");
      text(command.getCommandSpec().usageMessage().description());
    }
    section("OPTIONS");
    options(root);
    for (CommandLine command : commands) {
      command(command);
    }
    section("SEE ALSO");
    text("sluice help COMMAND; sluice explain CODE");
  }

  private static List<CommandLine> visible(CommandLine command) {
    return command.getSubcommands().values().stream()
        .distinct()
        .filter(inner -> !inner.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private void command(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    section(spec.qualifiedName().toUpperCase(Locale.ROOT));
    String operands =
        spec.positionalParameters().stream()
            .filter(parameter -> !parameter.hidden())
            .map(parameter -> " \\fI" + escaped(parameter.paramLabel()) + "\\fR" + many(parameter))
            .collect(Collectors.joining());
    String inner = command.getSubcommands().isEmpty() ? "" : " \\fICOMMAND\\fR";
    line("\\fB" + escaped(spec.qualifiedName()) + "\\fR [\\fIOPTION\\fR]..." + inner + operands);
    line(".PP");
    text(spec.usageMessage().description());
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        term("\\fI" + escaped(parameter.paramLabel()) + "\\fR");
        text(parameter.description());
      }
    }
    options(spec);
    subsection("Exit codes");
    for (Map.Entry<String, String> code : spec.usageMessage().exitCodeList().entrySet()) {
      term("\\fB" + escaped(code.getKey().strip()) + "\\fR");
      text(code.getValue());
    }
    subsection("Example");
    line(".nf");
    Arrays.stream(spec.usageMessage().footer()).map(String::strip).forEach(this::text);
    line(".fi");
    visible(command).forEach(this::command);
  }

  private static String many(PositionalParamSpec parameter) {
    return parameter.arity().max() > 1 ? "..." : "";
  }

  private void options(CommandSpec spec) {
    CommandHelp.groups(spec)
        .forEach(
            (title, options) -> {
              subsection(title);
              options.forEach(this::option);
            });
  }

  private void option(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .collect(Collectors.joining(", "));
    boolean hasValue = option.arity().max() > 0;
    term(names + (hasValue ? "=\\fI" + escaped(option.paramLabel()) + "\\fR" : ""));
    text(option.description());
  }

  private void section(String title) {
    line(".SH " + quoted(title));
  }

  private void subsection(String title) {
    line(".SS " + quoted(title));
  }

  private void term(String text) {
    line(".TP");
    line(text);
  }

  private void text(String... description) {
    for (String text : description) {
      line(escaped(text.replace("%n", " ").strip()));
    }
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  /** The text with everything escaped that has a meaning for man. */
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-").replace("%%", "%");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\(dq") + '"';
  }
}
