package dev.sluice.cli;

import dev.sluice.cli.report.PrintedReport;
import dev.sluice.cli.report.ReportFile;
import dev.sluice.cli.report.ReportFormat;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.report.ReportNames;
import dev.sluice.cli.report.ReportSet;
import dev.sluice.cli.report.ReportStatistics;
import dev.sluice.cli.report.TextOptions;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Limits;
import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that determine what a report contains and where it goes. */
@Command
final class ReportOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--format",
      paramLabel = "FORMAT[=FILE]",
      completionCandidates = Completions.Formats.class,
      description =
          "Output format: text (default), json (a line for each file), sarif, github (annotations),"
              + " gitlab (Code Quality), junit or markdown. With =FILE, also write this format to a"
              + " file; can be repeated.")
  private List<String> formats = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the results to FILE instead of standard output.")
  private @Nullable String output;

  @Option(
      names = "--text-style",
      paramLabel = "grouped|concise|full",
      completionCandidates = Completions.TextStyles.class,
      description =
          "Style of text: grouped by file (default), concise (one line for each finding) or full"
              + " (with the lines of the document).")
  private TextOptions.Style style = TextOptions.Style.GROUPED;

  @Option(
      names = "--max-findings",
      paramLabel = "N",
      description =
          "The maximum number of findings in text for each file (default: ${DEFAULT-VALUE}, and"
              + " 1,000 in all); 0 shows all.")
  private int most = TextOptions.USUAL_MOST;

  @Option(
      names = {"-v", "--verbose"},
      description = "Also show findings of severity info in text and annotations.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description =
          "Omit the summary; in text and annotations, show only findings that cause a failure.")
  private boolean quiet;

  @Option(
      names = {"-l", "--name-only"},
      description = "Print only the names of the files that fail.")
  private boolean namesOnly;

  @Option(
      names = "--statistics",
      description =
          "Print only the number of findings of each code, how many are fixable, and in how many"
              + " files they occur.")
  private boolean statistics;

  /** A format, and the file it goes to. */
  private record Report(ReportFormat format, Optional<String> file) {}

  /** Whether text shows findings of severity info. */
  boolean showsInfos() {
    return verbose;
  }

  boolean isQuiet() {
    return quiet;
  }

  /** Whether inputs are read again for the report. */
  boolean readsAgain() {
    return reports().stream().anyMatch(report -> report.format().showsPassages());
  }

  /** Whether the results or the summary say which findings can be corrected. */
  boolean showsFixes() {
    return !quiet
        || statistics
        || reports().stream().anyMatch(report -> report.format().showsFixes());
  }

  /** Whether a report shows logical places. */
  boolean showsPlaces() {
    return reports().stream()
        .anyMatch(it -> it.format() == ReportFormat.GITLAB || it.format() == ReportFormat.SARIF);
  }

  /** The reports; text goes to standard output unless another format does. */
  private List<Report> reports() {
    List<Report> reports = new ArrayList<>();
    Set<String> files = new HashSet<>();
    for (String format : formats) {
      Report report = report(format);
      reports.add(report);
      report.file().filter(file -> !files.add(file)).ifPresent(this::refuseSecond);
    }
    long withoutFile = reports.stream().filter(report -> report.file().isEmpty()).count();
    if (withoutFile > 1) {
      throw usageError(
          "Only one --format can go to standard output; write the others as FORMAT=FILE");
    }
    if (withoutFile == 0) {
      reports.add(0, new Report(ReportFormat.TEXT, Optional.empty()));
    }
    return reports;
  }

  private void refuseSecond(String file) {
    throw usageError("Two formats cannot go to the same file: " + file);
  }

  private Report report(String text) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).strip();
    if (equals == text.length() - 1) {
      throw usageError("--format " + text + ": the name of the file is missing");
    }
    for (ReportFormat format : ReportFormat.values()) {
      if (format.name().equalsIgnoreCase(name)) {
        return new Report(
            format, equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1)));
      }
    }
    List<String> known =
        Arrays.stream(ReportFormat.values()).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
    List<String> nearest = NearestNames.of(name, known);
    throw usageError(
        "Invalid value "
            + name
            + " for --format: expected "
            + String.join(", ", known)
            + Alternatives.meant(nearest));
  }

  private ParameterException usageError(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Opens all reports; a file that cannot be written is noticed here, before the run. */
  ReportSet open(Terminal terminal, Limits limits, boolean writesBaseline) throws IOException {
    if (most < 0) {
      throw usageError("--max-findings must be at least 0");
    }
    List<ReportWriter> writers = new ArrayList<>();
    boolean complete = false;
    try {
      List<Report> reports = reports();
      for (Report report : reports) {
        String file = report.file().orElse(output);
        writers.add(
            file == null
                ? printed(report, terminal, limits, writesBaseline || reports.size() > 1)
                : inFile(terminal, file, report, limits));
      }
      complete = true;
      return new ReportSet(writers);
    } finally {
      if (!complete) {
        new ReportSet(writers).close();
      }
    }
  }

  private ReportWriter printed(
      Report report, Terminal terminal, Limits limits, boolean hasOtherResults) throws IOException {
    ReportWriter writer = writer(report, terminal, limits);
    return hasOtherResults ? new PrintedReport(writer) : writer;
  }

  private ReportFile inFile(Terminal terminal, String file, Report report, Limits limits)
      throws IOException {
    try {
      return new ReportFile(terminal, file, target -> writer(report, target, limits));
    } catch (InvalidPathException e) {
      throw usageError("Not a valid file name: " + file + ": " + e.getReason());
    }
  }

  private ReportWriter writer(Report report, Terminal terminal, Limits limits) throws IOException {
    boolean isMain = report.file().isEmpty();
    boolean isText = report.format() == ReportFormat.TEXT;
    if (isMain && statistics && (isText || report.format() == ReportFormat.JSON)) {
      return new ReportStatistics(terminal, !isText, quiet);
    }
    if (isMain && namesOnly && isText) {
      return new ReportNames(terminal);
    }
    return report.format().writer(terminal, limits, text());
  }

  private TextOptions text() {
    return new TextOptions(style, quiet, verbose, most);
  }
}
