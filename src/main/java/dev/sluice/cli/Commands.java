package dev.sluice.cli;

import dev.sluice.cli.terminal.Terminal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/**
 * The program with its commands.
 *
 * <p>Reading the options of all commands takes most of the start-up time of a short run. So if the
 * arguments begin with the name of a command, only that command is created.
 */
final class Commands {

  /** The commands by name, in the order of the help page. */
  private static final Map<String, Function<Terminal, Object>> ALL = all();

  /** These list the other commands. */
  private static final Set<String> LISTING =
      Set.of("help", "generate-completion", "generate-man-page");

  private Commands() {}

  /** The program with the commands that these arguments may need. */
  static CommandLine of(RootCommand root, Terminal terminal, String... arguments) {
    CommandLine program = new CommandLine(root);
    String first = arguments.length == 0 ? "" : arguments[0];
    Function<Terminal, Object> only = LISTING.contains(first) ? null : ALL.get(first);
    if (only != null) {
      return program.addSubcommand(only.apply(terminal));
    }
    ALL.values().forEach(command -> program.addSubcommand(command.apply(terminal)));
    return program;
  }

  /** The names of all commands, in the order of the help page. */
  static Set<String> names() {
    return ALL.keySet();
  }

  private static Map<String, Function<Terminal, Object>> all() {
    Map<String, Function<Terminal, Object>> all = new LinkedHashMap<>();
    all.put("load", LoadCommand::new);
    all.put("validate", ValidateCommand::new);
    all.put("report", Commands::report);
    all.put("skeleton", SkeletonCommand::new);
    all.put("scan", ScanCommand::new);
    all.put("search", SearchCommand::new);
    all.put("fix", FixCommand::new);
    all.put("convert", ConvertCommand::new);
    all.put("diff", DiffCommand::new);
    all.put("git", Commands::git);
    all.put("git-textconv", GitTextconvCommand::new);
    all.put("git-diff", GitDiffCommand::new);
    all.put("serve", ServeCommand::new);
    all.put("render", RenderCommand::new);
    all.put("watch", WatchCommand::new);
    all.put("stats", StatsCommand::new);
    all.put("bench", BenchCommand::new);
    all.put("types", TypesCommand::new);
    all.put("explain", ExplainCommand::new);
    all.put("config", ConfigCommand::new);
    all.put("generate-completion", CompletionCommand::new);
    all.put("generate-man-page", ManPageCommand::new);
    all.put("help", terminal -> new HelpCommand());
    return Collections.unmodifiableMap(all);
  }

  private static CommandLine report(Terminal terminal) {
    return new CommandLine(new ReportCommand()).addSubcommand(new ReportCommand.Merge(terminal));
  }

  private static CommandLine git(Terminal terminal) {
    return new CommandLine(new GitCommand())
        .addSubcommand(new GitCommand.Setup(terminal))
        .addSubcommand(new GitCommand.Status(terminal))
        .addSubcommand(new GitCommand.Remove(terminal));
  }
}
