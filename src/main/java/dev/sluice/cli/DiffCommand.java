package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.diff.Compared;
import dev.sluice.cli.diff.DiffFormat;
import dev.sluice.cli.diff.DiffJson;
import dev.sluice.cli.diff.DiffMarkdown;
import dev.sluice.cli.diff.DiffText;
import dev.sluice.cli.diff.DifferenceCounts;
import dev.sluice.cli.diff.InputComparison;
import dev.sluice.cli.diff.TreeComparison;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.diff.Fold;
import dev.sluice.error.UnreadableSourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.scheduler.Scheduler;

/** Shows what changed between two workflows, or two directories of them. */
@Command(
    name = "diff",
    description = {
      "Show what changed between two workflows or directories of workflows.",
      "With one FILE that has the markers of a merge conflict, compare its two sides."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice diff --exit-code flows/old.json flows/new.json")
final class DiffCommand implements Callable<Integer>, ExitCode.SoFar {

  private final Terminal terminal;
  private final DifferenceCounts counted = new DifferenceCounts();
  private boolean differs;
  private boolean incomplete;

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..2",
      description =
          "Two documents, plain or compressed (one can be - for standard input); two directories;"
              + " or one document with the markers of a merge conflict.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--json", description = "Print one line of JSON for each pair of documents.")
  private boolean json;

  @Option(names = "--markdown", description = "Print Markdown, for a review comment.")
  private boolean markdown;

  @Option(
      names = "--exit-code",
      description = "Exit with 1 if there are differences that are not folded (see --all).")
  private boolean exitCode;

  @Option(names = "--summary", description = "Print only the number of differences.")
  private boolean summary;

  @Option(
      names = "--all",
      description =
          "Also show, and count as differences, the changes that are folded by default: positions,"
              + " dates of saving, run state and other notations of the same content.")
  private boolean all;

  @Option(names = "--full", description = "Show whole values instead of shortened ones.")
  private boolean full;

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    requireSense();
    DiffFormat format = format();
    Set<Fold> folds = all ? EnumSet.noneOf(Fold.class) : EnumSet.allOf(Fold.class);
    Progress progress = new Progress(terminal, "file", OptionalLong.empty(), System::nanoTime);
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler)) {
      InputComparison comparison =
          new InputComparison(loader, options.limits(), folds, options.threads());
      if (files.size() == 1) {
        show(sides(comparison), format);
      } else if (Inputs.isDirectory(files.get(0))) {
        new TreeComparison(comparison, scheduler)
            .compare(
                FileNames.path(files.get(0)),
                FileNames.path(files.get(1)),
                progress,
                compared -> show(compared, format));
      } else {
        show(comparison.compare(input(0), input(1)), format);
      }
      format.end(counted);
    } catch (UnreadableSourceException e) {
      terminal.complain(e.finding().message());
      return ExitCode.UNREADABLE;
    } finally {
      scheduler.dispose();
      progress.hide();
    }
    return exitCode();
  }

  private void requireSense() {
    if (files.contains("")) {
      throw new ParameterException(spec.commandLine(), "An argument is empty: expected a file");
    }
    if (files.size() == 2 && files.get(0).equals("-") && files.get(1).equals("-")) {
      throw new ParameterException(
          spec.commandLine(), "Standard input (-) can be only one of the two");
    }
    if (json && markdown) {
      throw new ParameterException(spec.commandLine(), "--json and --markdown cannot be combined");
    }
    long directories = files.stream().filter(Inputs::isDirectory).count();
    if (directories == 1) {
      throw new ParameterException(
          spec.commandLine(), "Expected two documents or two directories, not one of each");
    }
  }

  private DiffFormat format() {
    if (json) {
      return new DiffJson(terminal);
    }
    return markdown
        ? new DiffMarkdown(terminal, full, summary)
        : new DiffText(terminal, full, summary);
  }

  private Input input(int index) {
    return Inputs.of(files.get(index), terminal.input(), true);
  }

  private Compared sides(InputComparison comparison) {
    Input file = input(0);
    Optional<Compared> sides = comparison.compareSides(file);
    return sides.orElseThrow(
        () ->
            new ParameterException(
                spec.commandLine(),
                file.name() + " has no markers of a merge conflict; name a second file"));
  }

  private void show(Compared compared, DiffFormat format) throws IOException {
    differs |= compared.differs();
    incomplete |= compared.isNotUnderstood();
    counted.add(compared);
    format.write(compared);
  }

  @Override
  public int exitCode() {
    if (incomplete) {
      return ExitCode.UNREADABLE;
    }
    return exitCode && differs ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }
}
