package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.CodeCounts.Count;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.output.JsonOutput;
import dev.sluice.text.Quantity;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The number of findings of each code, most frequent first, as a table or as JSON lines. */
public final class ReportStatistics implements ReportWriter {

  private final Terminal terminal;
  private final boolean json;
  private final boolean failingOnly;
  private final CodeCounts counts = new CodeCounts();

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

  @Override
  public void write(Verdict verdict) {
    counts.add(verdict.answer(), failingOnly ? verdict.failing() : verdict.findings());
    ReportNames.complainIfUnreadable(verdict, terminal);
  }

  @Override
  public void end(Tally tally) throws IOException {
    List<Count> all = counts.inOrder();
    if (json) {
      writeJson(all);
    } else {
      terminal.print(table(all));
    }
  }

  private String table(List<Count> all) {
    int findings = widest(all, count -> Tally.number(count.findings()));
    int files = widest(all, count -> Quantity.grouped(count.files(), "file"));
    int codes = widest(all, count -> count.kind().code().name());
    StringBuilder table = new StringBuilder();
    for (Count count : all) {
      String severity = count.kind().severity().name().toLowerCase(Locale.ROOT);
      table.append(padded(Tally.number(count.findings()), findings)).append("  ");
      table.append(terminal.paint().as(count.kind().severity(), severity));
      table.append(" ".repeat("warning".length() - severity.length() + 2));
      String code = count.kind().code().name();
      table.append(code).append(" ".repeat(codes - code.length() + 2));
      table.append(count.mark()).append("  ");
      table.append(padded(Quantity.grouped(count.files(), "file"), files)).append('\n');
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
        line.writeStringField("code", count.kind().code().name());
        line.writeStringField("severity", count.kind().severity().name());
        line.writeNumberField("count", count.findings());
        line.writeNumberField("files", count.files());
        line.writeNumberField("fixableCount", count.fixable());
        line.writeNumberField("unsafeFixableCount", count.guessed());
        line.writeEndObject();
        line.writeRaw('\n');
      }
    }
    terminal.results().flush();
  }
}
