package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.DisplayWidth;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.Unreadable;
import dev.sluice.model.LoadStage;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.Severity;
import dev.sluice.output.JsonOutput;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.SkipReason;
import dev.sluice.search.QuerySyntaxException;
import dev.sluice.search.WorkflowQuery;
import dev.sluice.stats.TreeStatistics;
import dev.sluice.stats.TreeStatistics.Dimension;
import dev.sluice.stats.TreeStatistics.Row;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.scheduler.Scheduler;

/** Counts the types, variables, ports and findings of the workflows in a directory tree. */
@Command(
    name = "stats",
    description = "Count the node types, variables, findings and sizes of a directory tree.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice stats --by variable flows")
final class StatsCommand implements Callable<Integer> {

  private static final int WIDEST_NAME = 48;

  private final Terminal terminal;
  private final TreeStatistics statistics = new TreeStatistics();
  private final Map<LoadStage, Duration> stages = new ConcurrentHashMap<>();
  private Predicate<ReadResult> filter = document -> true;
  private boolean isUnreadable;

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private TreeOptions tree = new TreeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The directory whose workflows are counted.")
  private String directory = "";

  @Option(
      names = "--by",
      paramLabel = "type|category|variable|port|finding|kind|placeholder|size|fan",
      completionCandidates = Completions.Dimensions.class,
      description = "What to count (default: type).")
  private Dimension by = Dimension.TYPE;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Show the N most frequent names, and all unknown ones (default: 20).")
  private int top = 20;

  @Option(
      names = "--query",
      paramLabel = "QUERY",
      description = "Count only documents that match a query, written as for sluice search.")
  private @Nullable String query;

  @Option(names = "--json", description = "Print all counts as one line of JSON.")
  private boolean json;

  @Option(names = "--csv", description = "Print the counts as comma-separated values.")
  private boolean csv;

  /** The number of files that are not workflows. */
  private long foreign;

  StatsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (top < 0) {
      throw new ParameterException(spec.commandLine(), "--top must be at least 0");
    }
    if (json && csv) {
      throw new ParameterException(spec.commandLine(), "--json and --csv cannot be combined");
    }
    Inputs.of(spec.commandLine(), List.of(directory));
    String wanted = query;
    if (wanted != null) {
      try {
        filter = WorkflowQuery.parse(wanted)::matches;
      } catch (QuerySyntaxException e) {
        terminal.complain(String.valueOf(e.getMessage()));
        e.marked().lines().forEach(line -> terminal.complain("  " + line));
        return ExitCode.USAGE_ERROR;
      }
    }
    try {
      collect(FileNames.path(directory));
    } catch (InvalidPathException e) {
      terminal.complain(Unreadable.message(directory, e.getReason()));
      return ExitCode.UNREADABLE;
    } catch (UnreadableSourceException e) {
      terminal.complain(e.finding().message());
      return ExitCode.UNREADABLE;
    }
    if (json) {
      writeJson();
    } else if (csv) {
      writeCsv();
    } else {
      writeTable();
    }
    options.printStages(terminal, stages);
    return isUnreadable ? ExitCode.UNREADABLE : ExitCode.ACCEPTED;
  }

  private void collect(Path root) {
    Progress progress = new Progress(terminal, "file", OptionalLong.empty(), System::nanoTime);
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader =
            options.measuredLoader(
                Profile.LENIENT, scheduler, (operation, source) -> this::addStages);
        Stream<ScanEntry<ReadResult>> entries =
            loader.scan(root, tree.scan(options).build(), loader::tryRead).toStream(1)) {
      for (Iterator<ScanEntry<ReadResult>> rest = entries.iterator(); rest.hasNext(); ) {
        add(rest.next());
        progress.advance();
      }
    } finally {
      scheduler.dispose();
      progress.hide();
    }
  }

  private void addStages(LoadSummary load) {
    load.stages().forEach((stage, took) -> stages.merge(stage, took, Duration::plus));
  }

  private void add(ScanEntry<ReadResult> entry) {
    if (entry instanceof ScanEntry.Loaded<ReadResult> loaded) {
      ReadResult document = loaded.value();
      if (!filter.test(document)) {
        return;
      }
      statistics.add(
          FileNames.shown(entry.path()), loaded.size(), document.definition(), document.report());
    } else if (entry instanceof ScanEntry.Failed<ReadResult> failed) {
      WorkflowException failure = failed.exception();
      isUnreadable = true;
      terminal.complain(FileNames.shown(entry.path()) + ": " + failure.finding().message());
    } else if (entry instanceof ScanEntry.Skipped<ReadResult> skipped
        && skipped.reason() == SkipReason.FOREIGN) {
      foreign++;
    }
  }

  private void writeTable() throws IOException {
    List<Row> all = statistics.rows(by);
    long unknown = all.stream().filter(row -> !row.known()).count();
    List<Row> rows = all.stream().limit(unknown + top).toList();
    int widest = by.name().length();
    for (Row row : rows) {
      widest = Math.max(widest, DisplayWidth.of(name(row)));
    }
    widest = Math.min(widest, WIDEST_NAME);
    String unit =
        switch (by) {
          case TYPE, CATEGORY, PLACEHOLDER, FAN -> "nodes";
          case SIZE -> "documents";
          default -> "count";
        };
    StringBuilder page = new StringBuilder();
    String heading = by.name().toLowerCase(Locale.ROOT);
    line(page, heading, widest, unit, "files", "where");
    if (!all.isEmpty()) {
      terminal.print(terminal.paint().bold(page.toString().stripTrailing()) + "\n");
    }
    for (Row row : rows) {
      page.setLength(0);
      String where = Quote.safe(row.example()) + (row.known() ? "" : "  (not known)");
      line(page, name(row), widest, number(row.count()), number(row.files()), where);
      String text = LineWrap.of(page.toString(), terminal.columns());
      terminal.print(row.known() ? text : terminal.paint().as(Severity.WARNING, text));
    }
    if (all.size() > rows.size()) {
      terminal.print("… " + number(all.size() - rows.size()) + " more (--top)\n");
    }
    LineWrap.of(summary(unknown), terminal.columns()).lines().forEach(terminal::complain);
  }

  private static void line(
      StringBuilder page, String name, int widest, String count, String files, String where) {
    page.append(name).append(" ".repeat(Math.max(0, widest - DisplayWidth.of(name))));
    page.append(String.format(Locale.ROOT, "  %9s  %7s  %s%n", count, files, where));
  }

  private static String name(Row row) {
    return (row.known() ? "" : "! ") + Quote.safe(row.name());
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private String summary(long unknown) {
    String names =
        by == Dimension.TYPE
            ? number(NodeRegistries.builtIn().names().size())
                + " types known, "
                + number(statistics.rows(by).size() - unknown)
                + " used, "
                + number(unknown)
                + " unknown; "
            : "";
    return names
        + Quantity.grouped(statistics.files(), "file")
        + " ("
        + number(statistics.rejected())
        + " rejected"
        + (foreign > 0 ? ", " + Quantity.grouped(foreign, "non-workflow file") + " skipped" : "")
        + "), "
        + Quantity.grouped(statistics.bytes(), "byte")
        + ", "
        + Quantity.grouped(statistics.nodes(), "node")
        + ", "
        + Quantity.grouped(statistics.connections(), "connection")
        + "; nodes per workflow: median "
        + number(statistics.nodesAt(50))
        + ", 95th percentile "
        + number(statistics.nodesAt(95))
        + ", maximum "
        + number(statistics.nodesAt(100));
  }

  /** All names of the dimension, quoted where RFC 4180 demands it. */
  private void writeCsv() throws IOException {
    StringBuilder page = new StringBuilder("name,count,files,example,known\r\n");
    for (Row row : statistics.rows(by)) {
      page.append(field(row.name())).append(',').append(row.count()).append(',');
      page.append(row.files()).append(',').append(field(row.example())).append(',');
      page.append(row.known()).append("\r\n");
    }
    terminal.results().write(page.toString().getBytes(StandardCharsets.UTF_8));
    terminal.results().flush();
  }

  private static String field(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  private void writeJson() throws IOException {
    try (JsonGenerator out = JsonOutput.to(terminal.results())) {
      out.writeStartObject();
      out.writeNumberField("files", statistics.files());
      out.writeNumberField("rejected", statistics.rejected());
      out.writeNumberField("skipped", foreign);
      out.writeNumberField("bytes", statistics.bytes());
      out.writeNumberField("nodes", statistics.nodes());
      out.writeNumberField("connections", statistics.connections());
      out.writeNumberField("medianNodes", statistics.nodesAt(50));
      out.writeNumberField("p95Nodes", statistics.nodesAt(95));
      out.writeNumberField("maxNodes", statistics.nodesAt(100));
      for (Dimension dimension : Dimension.values()) {
        out.writeArrayFieldStart(dimension.name().toLowerCase(Locale.ROOT));
        for (Row row : statistics.rows(dimension)) {
          out.writeStartObject();
          out.writeStringField("name", row.name());
          out.writeNumberField("count", row.count());
          out.writeNumberField("files", row.files());
          out.writeStringField("example", row.example());
          if (!row.known()) {
            out.writeBooleanField("known", false);
          }
          out.writeEndObject();
        }
        out.writeEndArray();
      }
      out.writeEndObject();
      out.writeRaw('\n');
    }
    terminal.results().flush();
  }
}
