package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.diff.Compared;
import dev.sluice.cli.diff.DiffText;
import dev.sluice.cli.diff.InputComparison;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.diff.Fold;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.scheduler.Scheduler;

/** Shows the difference of two versions of a file, with the arguments that git gives. */
@Command(
    name = "git-diff",
    hidden = true,
    description = "Show how two versions of a workflow differ; git calls this command.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice git-diff NAME OLD 0123abc 100644 NEW 4567def 100644")
final class GitDiffCommand implements Callable<Integer> {

  /** The name, and for each version its file, hash and mode; a renamed file has two more. */
  private static final int ARGUMENTS = 7;

  private static final String NO_FILE = "/dev/null";

  private final Terminal terminal;

  @Mixin private LoaderOptions options = new LoaderOptions();

  @Option(
      names = "--trust-exit-code",
      description =
          "Exit with 1 if there are differences; git before 2.46 takes this for a failure.")
  private boolean trusted;

  @Parameters(
      paramLabel = "ARGUMENT",
      arity = "1..*",
      description =
          "The name of the file; then, unless it is unmerged, the file, hash and mode of each"
              + " version, and for a renamed file its new name.")
  private List<String> arguments = new ArrayList<>();

  GitDiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String name = arguments.get(0);
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler)) {
      InputComparison comparison =
          new InputComparison(
              loader, options.limits(), EnumSet.allOf(Fold.class), options.threads());
      Optional<Compared> compared =
          arguments.size() < ARGUMENTS
              ? comparison.compareSides(Inputs.of(name, InputStream.nullInputStream(), false))
              : Optional.of(compare(comparison, name));
      if (compared.isEmpty()) {
        terminal.print("unmerged  " + name + "\n");
        return ExitCode.ACCEPTED;
      }
      new DiffText(terminal, false, false).write(compared.get());
      return trusted && compared.get().differs() ? ExitCode.REJECTED : ExitCode.ACCEPTED;
    } finally {
      scheduler.dispose();
    }
  }

  private Compared compare(InputComparison comparison, String name) {
    String newName = arguments.size() > ARGUMENTS ? arguments.get(ARGUMENTS) : name;
    return comparison.compareVersions(
        version(name, arguments.get(1)), version(newName, arguments.get(4)));
  }

  /** The file of a version under the name that it has in the repository. */
  private static InputComparison.Version version(String name, String file) {
    return new InputComparison.Version(
        name,
        file.equals(NO_FILE)
            ? Optional.empty()
            : Optional.of(Inputs.of(file, InputStream.nullInputStream(), false).source()));
  }
}
