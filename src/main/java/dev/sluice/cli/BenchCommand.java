package dev.sluice.cli;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.report.Tally;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.Unreadable;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadStage;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.Rejection;
import dev.sluice.source.ByteSource;
import dev.sluice.text.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.scheduler.Scheduler;

/** Shows how long each stage of loading files takes. */
@Command(
    name = "bench",
    description = "Show how long each stage of loading takes for these files, cold and warm.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice bench flows/invoice.json")
final class BenchCommand implements Callable<Integer> {

  private static final int WIDEST_BAR = 24;
  private static final int MADE_UP_NODES = 1_000;
  private static final double LONGEST = 600;

  private final Terminal terminal;
  private int exit = ExitCode.ACCEPTED;

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "The files to load; by default, a generated workflow of 1,000 nodes.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "The seconds for which loads are repeated to measure warm times (default: 2).")
  private double seconds = 2;

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The times of one load of all files, or the sum of several. */
  private static final class Times {
    private final Map<LoadStage, Duration> stages = new EnumMap<>(LoadStage.class);
    private Duration total = Duration.ZERO;
    private long stored;
    private long decoded;
    private long nodes;
    private int rounds;

    void add(LoadSummary load) {
      load.stages().forEach((stage, took) -> stages.merge(stage, took, Duration::plus));
      total = total.plus(load.duration());
      stored += load.storedBytes();
      decoded += load.documentBytes();
      nodes += load.nodes();
    }

    Duration mean(Duration sum) {
      return sum.dividedBy(Math.max(1, rounds));
    }

    /** The time outside all stages: waiting, reading from the disk and passing results on. */
    Duration rest() {
      Duration rest = total;
      for (Duration took : stages.values()) {
        rest = rest.minus(took);
      }
      return rest.isNegative() ? Duration.ZERO : rest;
    }
  }

  @Override
  public Integer call() throws IOException {
    if (!(seconds >= 0 && seconds <= LONGEST)) {
      throw new ParameterException(
          spec.commandLine(), "--seconds must be a number of seconds from 0 to 600");
    }
    List<ByteSource> sources =
        files.isEmpty() ? List.of(madeUp()) : sources(Inputs.of(spec.commandLine(), files));
    List<LoadSummary> summaries = Collections.synchronizedList(new ArrayList<>());
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader =
        options.measuredLoader(Profile.LENIENT, scheduler, (operation, source) -> summaries::add)) {
      Times cold = round(loader, sources, summaries);
      if (exit != ExitCode.ACCEPTED) {
        terminal.complain(
            spec.qualifiedName()
                + ": nothing was measured; omit or fix the files that cannot be loaded");
        return exit;
      }
      write(cold, warm(loader, sources, summaries), sources.size());
    } finally {
      scheduler.dispose();
    }
    return exit;
  }

  /** A chain of nodes, so that one can compare machines without a workflow at hand. */
  private static ByteSource madeUp() {
    StringBuilder nodes = new StringBuilder();
    StringBuilder edges = new StringBuilder();
    nodes.append("\"n0\":{\"node_id\":\"n0\",\"node_type\":\"StartNode\",\"position\":[0,0]}");
    for (int i = 1; i < MADE_UP_NODES; i++) {
      nodes
          .append(",\n\"n%1$d\":{\"node_id\":\"n%1$d\",\"node_type\":\"LogNode\",".formatted(i))
          .append("\"config\":{\"message\":\"Step %1$d\"},\"position\":[%1$d,0]}".formatted(i));
      edges
          .append(i == 1 ? "" : ",\n")
          .append("{\"source_node\":\"n%d\",\"source_port\":\"exec_out\",".formatted(i - 1))
          .append("\"target_node\":\"n%d\",\"target_port\":\"exec_in\"}".formatted(i));
    }
    String text = "{\"nodes\":{" + nodes + "},\"connections\":[" + edges + "]}";
    return ByteSource.of("generated workflow", text.getBytes(StandardCharsets.UTF_8));
  }

  private List<ByteSource> sources(List<String> names) {
    List<ByteSource> sources = new ArrayList<>();
    for (String name : names) {
      try {
        sources.add(ByteSource.of(FileNames.path(name)));
      } catch (InvalidPathException e) {
        terminal.complain(Unreadable.message(name, e.getReason()));
        exit = ExitCode.UNREADABLE;
      }
    }
    return sources;
  }

  private Times round(
      WorkflowLoader loader, List<ByteSource> sources, List<LoadSummary> summaries) {
    summaries.clear();
    for (ByteSource source : sources) {
      try {
        LoadResult result = Objects.requireNonNull(loader.tryLoad(source).block());
        if (!result.accepted()) {
          Finding reason = result.report().rejection().map(Rejection::finding).orElseThrow();
          FindingText text = new FindingText(Paint.OFF);
          text.of(source.name(), reason).lines().forEach(terminal::complain);
          exit = Math.max(exit, ExitCode.REJECTED);
        }
      } catch (WorkflowException e) {
        String message = e.finding().message();
        boolean named = e.code() == FindingCode.UNREADABLE;
        terminal.complain(named ? message : source.name() + ": " + message);
        exit = ExitCode.UNREADABLE;
      }
    }
    Times times = new Times();
    summaries.forEach(times::add);
    times.rounds = 1;
    return times;
  }

  /** The sum of the rounds in the second half of the time; the first half warms the program up. */
  private Times warm(WorkflowLoader loader, List<ByteSource> sources, List<LoadSummary> summaries) {
    long begin = System.nanoTime();
    Times sum = new Times();
    double elapsed;
    do {
      Times one = round(loader, sources, summaries);
      elapsed = (System.nanoTime() - begin) / 1e9;
      if (elapsed >= seconds / 2) {
        summaries.forEach(sum::add);
        sum.rounds += one.rounds;
      }
    } while (elapsed < seconds && exit == ExitCode.ACCEPTED);
    return sum;
  }

  private void write(Times cold, Times warm, int count) throws IOException {
    terminal.print(
        String.format(
            Locale.ROOT,
            "%s, %s as stored, %,d decompressed, %s%n",
            Quantity.grouped(count, "file"),
            Quantity.grouped(cold.stored, "byte"),
            cold.decoded,
            Quantity.grouped(cold.nodes, "node")));
    terminal.print(
        String.format(
            Locale.ROOT,
            "%-9s %10s %-" + WIDEST_BAR + "s %10s %s%n",
            "",
            "cold",
            "",
            "warm",
            "mean of " + Quantity.of(warm.rounds, "round")));
    for (LoadStage stage : LoadStage.values()) {
      Duration first = cold.stages.getOrDefault(stage, Duration.ZERO);
      Duration later = warm.mean(warm.stages.getOrDefault(stage, Duration.ZERO));
      line(stage.name().toLowerCase(Locale.ROOT), first, cold.total, later, warm.mean(warm.total));
    }
    line("other", cold.rest(), cold.total, warm.mean(warm.rest()), warm.mean(warm.total));
    line("total", cold.total, cold.total, warm.mean(warm.total), warm.mean(warm.total));
    double perSecond = warm.decoded * 1e3 / Math.max(1, warm.total.toNanos());
    terminal.print(String.format(Locale.ROOT, "warm: %.1f MB of documents a second%n", perSecond));
  }

  private void line(String name, Duration cold, Duration coldAll, Duration warm, Duration warmAll)
      throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            "%-9s %10s %-" + WIDEST_BAR + "s %10s %s",
            name,
            Tally.duration(cold),
            bar(cold, coldAll),
            Tally.duration(warm),
            bar(warm, warmAll));
    terminal.print(text.stripTrailing() + "\n");
  }

  private static String bar(Duration part, Duration all) {
    long length = Math.round((double) part.toNanos() * WIDEST_BAR / Math.max(1, all.toNanos()));
    return "█".repeat((int) Math.min(WIDEST_BAR, length));
  }
}
