package dev.sluice.cli;

import static java.util.Map.entry;

import dev.sluice.cli.answer.ExitCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The pages that {@code --help} shows: options in groups, then exit codes and an example. */
final class CommandHelp {

  /** Options that a command accepts but ignores, so that scripts can pass them to all commands. */
  private static final Map<String, Set<String>> WITHOUT_EFFECT =
      Map.of(
          "skeleton", Set.of("--unknown"),
          "fix", Set.of("--profile", "--unknown", "--timings"),
          "scan", Set.of("--unknown", "--timings"),
          "search", Set.of("--unknown", "--timings"),
          "serve", Set.of("--timings"),
          "diff", Set.of("--timings"),
          "watch", Set.of("--timings"),
          "stats", Set.of("--timings"));

  private static final Map<String, String> BUILT_IN_EXAMPLES =
      Map.of("help", "sluice help validate");

  private static final Map<String, Group> GROUPS =
      Map.ofEntries(
          entry("--glob", Group.INPUT),
          entry("--recursive", Group.INPUT),
          entry("--ignore-file", Group.INPUT),
          entry("--hidden", Group.INPUT),
          entry("--query", Group.INPUT),
          entry("--query-file", Group.INPUT),
          entry("--all", Group.INPUT),
          entry("--profile", Group.CHECK),
          entry("--unknown", Group.CHECK),
          entry("--max-severity", Group.CHECK),
          entry("--baseline", Group.CHECK),
          entry("--write-baseline", Group.CHECK),
          entry("--allow-empty", Group.CHECK),
          entry("--prune-baseline", Group.CHECK),
          entry("--fail-on-stale", Group.CHECK),
          entry("--lint", Group.CHECK),
          entry("--validate", Group.CHECK),
          entry("--debounce", Group.INPUT),
          entry("--poll", Group.INPUT),
          entry("--until-eof", Group.INPUT),
          entry("--select", Group.CHECK),
          entry("--extend-select", Group.CHECK),
          entry("--ignore", Group.CHECK),
          entry("--severity", Group.CHECK),
          entry("--min-severity", Group.CHECK),
          entry("--exclude", Group.INPUT),
          entry("--files-from", Group.INPUT),
          entry("--changed-since", Group.INPUT),
          entry("--new-since", Group.INPUT),
          entry("--stdin-filename", Group.INPUT),
          entry("--shard", Group.INPUT),
          entry("--resume", Group.RESOURCES),
          entry("--config", Group.CHECK),
          entry("--no-config", Group.CHECK),
          entry("--explain", Group.OUTPUT),
          entry("--output", Group.OUTPUT),
          entry("--by", Group.OUTPUT),
          entry("--top", Group.OUTPUT),
          entry("--seconds", Group.RESOURCES),
          entry("--theme", Group.OUTPUT),
          entry("--layout", Group.OUTPUT),
          entry("--ports", Group.OUTPUT),
          entry("--text-style", Group.OUTPUT),
          entry("--max-findings", Group.OUTPUT),
          entry("--verbose", Group.OUTPUT),
          entry("--statistics", Group.OUTPUT),
          entry("--unsafe", Group.CHECK),
          entry("--in-place", Group.OUTPUT),
          entry("--out", Group.OUTPUT),
          entry("--rm", Group.OUTPUT),
          entry("--check", Group.OUTPUT),
          entry("--diff", Group.OUTPUT),
          entry("--fail-on-change", Group.OUTPUT),
          entry("--json", Group.OUTPUT),
          entry("--schema", Group.OUTPUT),
          entry("--format", Group.OUTPUT),
          entry("--quiet", Group.OUTPUT),
          entry("--name-only", Group.OUTPUT),
          entry("--count", Group.OUTPUT),
          entry("--max-matches", Group.OUTPUT),
          entry("--rejected", Group.OUTPUT),
          entry("--color", Group.OUTPUT),
          entry("--timings", Group.OUTPUT),
          entry("--sort", Group.OUTPUT),
          entry("--skipped", Group.OUTPUT),
          entry("--stats", Group.OUTPUT),
          entry("--force", Group.OUTPUT),
          entry("--pattern", Group.INPUT),
          entry("--markdown", Group.OUTPUT),
          entry("--exit-code", Group.OUTPUT),
          entry("--summary", Group.OUTPUT),
          entry("--full", Group.OUTPUT),
          entry("--pretty", Group.OUTPUT),
          entry("--compact", Group.OUTPUT),
          entry("--compression", Group.OUTPUT),
          entry("--to", Group.OUTPUT),
          entry("--level", Group.OUTPUT),
          entry("--migrate", Group.OUTPUT),
          entry("--canonical", Group.OUTPUT),
          entry("--limits", Group.RESOURCES),
          entry("--threads", Group.RESOURCES));

  private static final String UNUSED = "not used by this command";
  private static final Meaning SUCCEEDS = new Meaning("the command succeeded", UNUSED);
  private static final Meaning USUAL =
      new Meaning("success; warnings are allowed", "an input is rejected, or a gate failed");

  /** The exit codes of commands whose answers have a special meaning. */
  private static final Map<String, Meaning> MEANINGS =
      Map.ofEntries(
          Map.entry("search", new Meaning("something is found", "nothing is found")),
          Map.entry(
              "diff",
              new Meaning(
                  "the inputs are compared; with --exit-code, they do not differ",
                  "with --exit-code, the inputs differ")),
          Map.entry(
              "fix",
              new Meaning(
                  "everything that can be corrected is corrected",
                  "an input is rejected or left as it is; with --check, something would change")),
          Map.entry(
              "convert",
              new Meaning(
                  "all inputs are converted",
                  "an input is rejected; with --check, something would change")),
          Map.entry("stats", new Meaning("counted, whether or not documents are rejected", UNUSED)),
          Map.entry("watch", new Meaning("standard input ended, with --until-eof", UNUSED)),
          Map.entry("merge", new Meaning("the reports are merged", UNUSED)),
          Map.entry("report", SUCCEEDS),
          Map.entry("config", SUCCEEDS),
          Map.entry("types", new Meaning("the command succeeded", "there is no such type")),
          Map.entry("explain", SUCCEEDS),
          Map.entry("serve", SUCCEEDS),
          Map.entry("help", SUCCEEDS),
          Map.entry("generate-completion", SUCCEEDS),
          Map.entry("generate-man-page", SUCCEEDS),
          Map.entry("setup", SUCCEEDS),
          Map.entry("remove", SUCCEEDS),
          Map.entry("status", new Meaning("git is set up", "nothing is set up")));

  /** The meanings of exit codes 0 and 1 for a command. */
  private record Meaning(String accepted, String rejected) {}

  private CommandHelp() {}

  private enum Group {
    INPUT("Input"),
    CHECK("What to check"),
    OUTPUT("Output"),
    RESOURCES("Resources"),
    OTHER("Other options");

    private final String title;

    Group(String title) {
      this.title = title;
    }
  }

  /** Arranges the help pages of a program and its commands, at any depth. */
  static void arrange(CommandLine program) {
    arrangeOne(program);
    program.getSubcommands().values().forEach(CommandHelp::arrange);
  }

  private static void arrangeOne(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    WITHOUT_EFFECT.getOrDefault(spec.name(), Set.of()).forEach(name -> hide(spec, name));
    UsageMessageSpec page = spec.usageMessage();
    page.exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes(spec.name()));
    page.parameterListHeading("%n").commandListHeading("%nCommands:%n");
    page.footerHeading("%nExample:%n");
    String builtIn = BUILT_IN_EXAMPLES.get(spec.name());
    if (builtIn != null) {
      page.footer("  " + builtIn);
    }
    command.setHelpFactory(UnbrokenHelp::new);
    Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, CommandHelp::options);
    UnbrokenHelp.restoreIn(
        sections,
        List.of(
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST));
  }

  private static void hide(CommandSpec spec, String name) {
    OptionSpec shown = spec.findOption(name);
    spec.remove(shown);
    spec.addOption(OptionSpec.builder(shown).hidden(true).build());
  }

  private static Map<String, String> exitCodes(String command) {
    Meaning own = MEANINGS.getOrDefault(command, USUAL);
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("  " + ExitCode.ACCEPTED, own.accepted());
    codes.put("  " + ExitCode.REJECTED, own.rejected());
    codes.put("  " + ExitCode.USAGE_ERROR, "a usage error, such as an unknown option");
    codes.put(
        "  " + ExitCode.UNREADABLE,
        "an input, or a file named by an option, cannot be read, or the output cannot be written");
    codes.put(ExitCode.INTERRUPTED + "", "interrupted");
    codes.put(ExitCode.READER_LEFT + "", "the reader of the results closed the pipe early");
    return codes;
  }

  /** The options that a command offers, by the title of their group and sorted by name. */
  static Map<String, List<OptionSpec>> groups(CommandSpec command) {
    Map<Group, List<OptionSpec>> groups = new EnumMap<>(Group.class);
    command.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(
            option ->
                groups.computeIfAbsent(groupOf(option), all -> new ArrayList<>()).add(option));
    Map<String, List<OptionSpec>> titled = new LinkedHashMap<>();
    groups.forEach((group, options) -> titled.put(group.title, options));
    return titled;
  }

  private static String options(Help help) {
    StringBuilder page = new StringBuilder();
    groups(help.commandSpec())
        .forEach(
            (title, options) -> {
              Help.Layout layout = help.createDefaultLayout();
              layout.addOptions(options, help.parameterLabelRenderer());
              page.append(help.createHeading("%n" + title + ":%n")).append(layout);
            });
    return page.toString();
  }

  private static Group groupOf(OptionSpec option) {
    return GROUPS.getOrDefault(option.longestName(), Group.OTHER);
  }
}
