package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.text.Quote;
import java.io.IOException;

/** The names of the inputs that fail, one on each line. */
public final class ReportNames implements ReportWriter {

  private final Terminal terminal;

  public ReportNames(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    if (!verdict.passed() || !verdict.answer().readable()) {
      terminal.print(Quote.safe(verdict.answer().input().name()) + "\n");
    }
  }
}
