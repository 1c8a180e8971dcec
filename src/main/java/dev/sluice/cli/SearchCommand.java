package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.scan.SkipReason;
import dev.sluice.search.QuerySyntaxException;
import dev.sluice.search.SearchResult;
import dev.sluice.search.WorkflowQuery;
import dev.sluice.search.WorkflowSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Finds uses of types, values, variables, connections and names. */
@Command(
    name = "search",
    description =
        "Find where a node type, config key or value, variable, connection or name is used.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice search flows 'type:Click* config.selector~\"#buy\"'")
final class SearchCommand implements Callable<Integer>, ExitCode.SoFar {

  private final Terminal terminal;
  private final SearchTally tally = new SearchTally();

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private TreeOptions tree = new TreeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The directory to search; or one file, or - for standard input.")
  private String directory = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "QUERY",
      description = "The query; quote it for the shell. See docs/cli.md for its syntax.")
  private @Nullable String query;

  @Option(
      names = "--query-file",
      paramLabel = "FILE",
      description = "Read the query from a file, or from standard input (-).")
  private @Nullable String queryFile;

  @Option(names = "--json", description = "Print one line of JSON for each match, and a summary.")
  private boolean json;

  @Option(
      names = {"-l", "--name-only"},
      description = "Print only the names of files with matches.")
  private boolean names;

  @Option(
      names = {"-c", "--count"},
      description = "Print only the number of matches in each file with matches.")
  private boolean counts;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing and stop at the first match.")
  private boolean quiet;

  @Option(
      names = {"-m", "--max-matches"},
      paramLabel = "N",
      description = "Print at most N matches of each file (default: 10,000).")
  private int most = WorkflowSearch.MOST_HITS;

  @Option(names = "--rejected", description = "Also list rejected files on standard error.")
  private boolean rejected;

  SearchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    Inputs.of(spec.commandLine(), List.of(directory));
    if (most < 1) {
      throw new ParameterException(spec.commandLine(), "--max-matches must be at least 1");
    }
    WorkflowQuery parsed;
    try {
      parsed = WorkflowQuery.parse(QueryText.of(spec.commandLine(), query, queryFile, terminal));
    } catch (QuerySyntaxException e) {
      terminal.complain(String.valueOf(e.getMessage()));
      e.marked().lines().forEach(line -> terminal.complain("  " + line));
      return ExitCode.USAGE_ERROR;
    }
    run(parsed);
    SearchOutput output = output();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (!quiet) {
      output.end(tally, took);
    }
    if (tally.matches() == 0 && !quiet) {
      parsed.unknownNames(NodeRegistries.builtIn()).forEach(terminal::complain);
    }
    return tally.exitCode();
  }

  @Override
  public int exitCode() {
    return tally.exitCodeSoFar();
  }

  private SearchOutput output() {
    return json ? new SearchJson(terminal) : new SearchText(terminal);
  }

  private void run(WorkflowQuery parsed) throws IOException {
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler)) {
      WorkflowSearch search = WorkflowSearch.of(loader, options.limits());
      if (Inputs.isDirectory(directory)) {
        searchTree(search, parsed);
      } else {
        searchFile(search, parsed);
      }
    } finally {
      scheduler.dispose();
    }
  }

  private void searchFile(WorkflowSearch search, WorkflowQuery parsed) throws IOException {
    Input input = Inputs.of(directory, terminal.input(), true);
    try {
      SearchResult result = search.search(input.source(), input.name(), parsed, kept()).block();
      if (result != null) {
        found(input.name(), result);
        if (!result.accepted() && result.count() == 0) {
          tally.fail();
          terminal.complain(SearchText.rejection(input.name(), result.report()));
        }
      }
    } catch (WorkflowException e) {
      fail(input.name(), e);
    }
  }

  private void searchTree(WorkflowSearch search, WorkflowQuery parsed) throws IOException {
    Progress progress = new Progress(terminal, "file", OptionalLong.empty(), System::nanoTime);
    Path root = FileNames.path(directory);
    ScanOptions wanted = tree.scan(options).build();
    Disposable counting =
        FileCount.begin(progress, counter -> new DirectoryScanner(wanted, counter).walk(root));
    try (Stream<ScanEntry<SearchResult>> entries =
        search.scan(root, wanted, parsed, kept(), FileNames::shown).toStream(1)) {
      Iterator<ScanEntry<SearchResult>> rest = entries.iterator();
      while (rest.hasNext() && !(quiet && tally.matches() > 0)) {
        take(rest.next());
        progress.advance();
      }
    } catch (UnreadableSourceException e) {
      fail(directory, e);
    } finally {
      counting.dispose();
      progress.hide();
    }
  }

  /** The number of matches to locate in each file. */
  private int kept() {
    return names || counts || quiet ? 0 : most;
  }

  private void take(ScanEntry<SearchResult> entry) throws IOException {
    if (entry instanceof ScanEntry.Loaded<SearchResult> loaded) {
      found(FileNames.shown(entry.path()), loaded.value());
    } else if (entry instanceof ScanEntry.Failed<SearchResult> failed) {
      fail(FileNames.shown(entry.path()), failed.exception());
    } else if (entry instanceof ScanEntry.Skipped<SearchResult> skipped
        && skipped.reason() == SkipReason.FOREIGN) {
      tally.skip();
    }
  }

  private void found(String file, SearchResult result) throws IOException {
    tally.add(result);
    if (rejected && !result.accepted()) {
      terminal.complain(SearchText.rejection(file, result.report()));
    }
    if (result.count() == 0 || quiet) {
      return;
    }
    if (names) {
      output().file(file);
    } else if (counts) {
      output().count(file, result.count());
    } else {
      output().hits(file, result);
    }
  }

  private void fail(String file, WorkflowException failure) {
    tally.fail();
    terminal.complain(SearchText.failure(file, failure));
  }

  /** An output format of a search, which is written file by file. */
  interface SearchOutput {

    /** Writes the matches of a file. */
    void hits(String file, SearchResult result) throws IOException;

    /** Writes the name of a file with matches. */
    void file(String file) throws IOException;

    /** Writes the number of matches of a file. */
    void count(String file, long count) throws IOException;

    /** Writes the summary. */
    void end(SearchTally tally, Duration took) throws IOException;
  }
}
