package dev.sluice.cli.report;

import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Findings as text, each with its source line; inputs without findings are not listed. */
final class ReportText implements ReportWriter {

  private final Terminal terminal;
  private final PassageReader passages;
  private final boolean failingOnly;
  private final FindingText text;
  private final Excerpt excerpt;
  private final int columns;

  /**
   * A report to the terminal.
   *
   * @param passages reads the passages around findings
   * @param failingOnly whether to omit findings that do not cause a failure
   */
  ReportText(Terminal terminal, PassageReader passages, boolean failingOnly) {
    this.terminal = terminal;
    this.passages = passages;
    this.failingOnly = failingOnly;
    text = new FindingText(terminal.paint());
    columns = terminal.columns();
    excerpt = new Excerpt(terminal.paint(), columns);
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    List<Finding> findings = failingOnly ? verdict.failing() : verdict.findings();
    if (findings.isEmpty()) {
      return;
    }
    Input input = verdict.answer().input();
    Iterator<Passage> read = passages.read(input, findings).list().iterator();
    StringBuilder report = new StringBuilder();
    for (Finding finding : findings) {
      report.append(LineWrap.of(text.heading(input.name(), finding), columns));
      if (finding.place().isPresent() && read.hasNext()) {
        report.append(excerpt.of(read.next(), finding.place().get(), finding.severity()));
      }
      report.append(LineWrap.of(text.suggestion(finding), columns));
    }
    long omitted = verdict.answer().report().omitted();
    if (omitted > 0) {
      report.append(terminal.paint().dim("and " + omitted + " more findings")).append('\n');
    }
    terminal.print(report);
  }
}
