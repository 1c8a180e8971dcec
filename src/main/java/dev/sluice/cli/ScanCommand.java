package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.file.Unreadable;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Lists the workflows of a directory tree. */
@Command(
    name = "scan",
    description =
        "List the workflows of a directory tree as they are found, without fully loading them.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice scan --sort modified --query invoice flows")
final class ScanCommand implements Callable<Integer>, ExitCode.SoFar {

  private final Terminal terminal;
  private final ScanTally tally = new ScanTally();

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private TreeOptions tree = new TreeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The directory to scan.")
  private String directory = "";

  @Option(names = "--json", description = "Print one line of JSON for each entry.")
  private boolean json;

  @Option(
      names = "--recursive",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Scan subdirectories (default).")
  private boolean recursive;

  @Option(
      names = "--sort",
      paramLabel = "path|modified",
      completionCandidates = Completions.Orders.class,
      description =
          "By path (default) or newest first; \"modified\" lists the whole tree before printing.")
  private ScanSort sort = ScanSort.PATH;

  @Option(
      names = "--query",
      paramLabel = "TEXT",
      description =
          "Show only workflows whose name, description, node types or variable names contain TEXT"
              + " (case-insensitive).")
  private String query = "";

  @Option(names = "--skipped", description = "Also list skipped files with the reason.")
  private boolean skipped;

  ScanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    Inputs.of(spec.commandLine(), List.of(directory));
    Path root;
    try {
      root = FileNames.path(directory);
    } catch (InvalidPathException e) {
      terminal.complain(Unreadable.message(directory, e.getReason()));
      return ExitCode.UNREADABLE;
    }
    SkeletonQuery wanted = new SkeletonQuery(query);
    ScanReport report = json ? new ScanJson(terminal) : new ScanText(terminal);
    Progress progress = new Progress(terminal, "file", OptionalLong.empty(), System::nanoTime);
    Scheduler scheduler = options.scheduler();
    ScanOptions listed = tree.scan(options).recursive(recursive).order(sort.order()).build();
    Disposable counting =
        FileCount.begin(progress, counter -> new DirectoryScanner(listed, counter).walk(root));
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler);
        Stream<ScanEntry<WorkflowSkeleton>> entries = loader.scan(root, listed).toStream(1)) {
      for (Iterator<ScanEntry<WorkflowSkeleton>> rest = entries.iterator(); rest.hasNext(); ) {
        write(rest.next(), wanted, report);
        progress.advance();
      }
    } catch (UnreadableSourceException e) {
      terminal.complain(e.finding().message());
      return ExitCode.UNREADABLE;
    } finally {
      counting.dispose();
      scheduler.dispose();
      progress.hide();
    }
    if (!json) {
      terminal.complain(tally.summary(Duration.ofNanos(System.nanoTime() - start)));
    }
    return tally.exitCode();
  }

  @Override
  public int exitCode() {
    return tally.exitCode();
  }

  private void write(ScanEntry<WorkflowSkeleton> entry, SkeletonQuery wanted, ScanReport report)
      throws IOException {
    if (entry instanceof ScanEntry.Loaded<WorkflowSkeleton> loaded) {
      if (wanted.matches(loaded.value())) {
        tally.show();
        report.loaded(loaded);
      } else {
        tally.passOver();
      }
    } else if (entry instanceof ScanEntry.Failed<WorkflowSkeleton> failed) {
      tally.fail(failed.exception());
      report.failed(failed);
    } else if (entry instanceof ScanEntry.Skipped<WorkflowSkeleton> left) {
      tally.skip(left.reason());
      if (skipped) {
        report.skipped(left);
      }
    }
  }

  /** An output format of a scan, which is written entry by entry. */
  interface ScanReport {

    /** Writes a workflow. */
    void loaded(ScanEntry.Loaded<WorkflowSkeleton> entry) throws IOException;

    /** Writes a rejected file, or one that could not be read. */
    void failed(ScanEntry.Failed<WorkflowSkeleton> entry) throws IOException;

    /** Writes a skipped file or directory. */
    void skipped(ScanEntry.Skipped<WorkflowSkeleton> entry) throws IOException;
  }

  /** The values of the option for the order of a scan. */
  enum ScanSort {
    PATH(ScanOptions.Order.PATH),
    MODIFIED(ScanOptions.Order.NEWEST_FIRST);

    private final ScanOptions.Order order;

    ScanSort(ScanOptions.Order order) {
      this.order = order;
    }

    ScanOptions.Order order() {
      return order;
    }
  }

  /** A case-insensitive search for a string in skeletons. */
  static final class SkeletonQuery {

    private final String text;

    SkeletonQuery(String text) {
      this.text = text.toLowerCase(Locale.ROOT);
    }

    /** Whether the name, the description, a node type or a variable's name contains the string. */
    boolean matches(WorkflowSkeleton skeleton) {
      return Stream.of(
              Stream.of(skeleton.name(), skeleton.description()),
              skeleton.nodeTypes().stream(),
              skeleton.variableNames().stream())
          .flatMap(texts -> texts)
          .anyMatch(candidate -> candidate.toLowerCase(Locale.ROOT).contains(text));
    }
  }
}
