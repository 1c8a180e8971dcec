package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.output.JsonOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The number of findings of each code, most frequent first, as a table or as JSON lines. */
public final class ReportStatistics implements ReportWriter {

  private static final Comparator<Count> ORDER =
      Comparator.comparingLong((Count count) -> -count.findings)
          .thenComparing(count -> count.kind.code().name())
          .thenComparing(count -> count.kind.severity());

  private final Terminal terminal;
  private final boolean json;
  private final boolean failingOnly;
  private final Map<Kind, Count> counts = new HashMap<>();
  private int file;

  /**
   * Statistics to the terminal.
   *
   * @param failingOnly whether to count only findings that cause a failure
   */
  public ReportStatistics(Terminal terminal, boolean json, boolean failingOnly) {
    this.terminal = terminal;
    this.json = json;
    this.failingOnly = failingOnly;
  }

  private record Kind(FindingCode code, Severity severity) {}

  /** The findings of one kind. */
  private static final class Count {

    private final Kind kind;
    private long findings;
    private long files;
    private long fixable;
    private long guessed;
    private int lastFile;

    Count(Kind kind) {
      this.kind = kind;
    }

    void add(Fixability fixability, int file) {
      findings++;
      switch (fixability) {
        case SAFE -> fixable++;
        case UNSAFE -> guessed++;
        case NONE -> {}
      }
      if (lastFile != file) {
        lastFile = file;
        files++;
      }
    }

    String mark() {
      long all = fixable + guessed;
      return all == 0 ? "[ ]" : all == findings && guessed == 0 ? "[*]" : "[~]";
    }
  }

  @Override
  public void write(Verdict verdict) {
    file++;
    for (Finding finding : failingOnly ? verdict.failing() : verdict.findings()) {
      counts
          .computeIfAbsent(new Kind(finding.code(), finding.severity()), Count::new)
          .add(Fixability.of(verdict.answer(), finding), file);
    }
  }

  @Override
  public void end(Tally tally) throws IOException {
    List<Count> all = counts.values().stream().sorted(ORDER).toList();
    if (json) {
      writeJson(all);
    } else {
      terminal.print(table(all));
    }
  }

  private String table(List<Count> all) {
    int findings = widest(all, count -> Tally.number(count.findings));
    int files = widest(all, count -> Tally.count(count.files, "file"));
    int codes = widest(all, count -> count.kind.code().name());
    StringBuilder table = new StringBuilder();
    for (Count count : all) {
      String severity = count.kind.severity().name().toLowerCase(Locale.ROOT);
      table.append(padded(Tally.number(count.findings), findings)).append("  ");
      table.append(terminal.paint().as(count.kind.severity(), severity));
      table.append(" ".repeat("warning".length() - severity.length() + 2));
      String code = count.kind.code().name();
      table.append(code).append(" ".repeat(codes - code.length() + 2));
      table.append(count.mark()).append("  ");
      table.append(padded(Tally.count(count.files, "file"), files)).append('\n');
    }
    return table.toString();
  }

  /** The text of a column. */
  private interface Cell {
    String of(Count count);
  }

  private static int widest(List<Count> all, Cell cell) {
    return all.stream().mapToInt(count -> cell.of(count).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  private void writeJson(List<Count> all) throws IOException {
    for (Count count : all) {
      try (JsonGenerator line = JsonOutput.to(terminal.results())) {
        line.writeStartObject();
        line.writeStringField("code", count.kind.code().name());
        line.writeStringField("severity", count.kind.severity().name());
        line.writeNumberField("count", count.findings);
        line.writeNumberField("files", count.files);
        line.writeNumberField("fixableCount", count.fixable);
        line.writeNumberField("unsafeFixableCount", count.guessed);
        line.writeEndObject();
        line.writeRaw('\n');
      }
    }
    terminal.results().flush();
  }
}
