package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
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
    complainIfUnreadable(verdict, terminal);
  }

  /** Prints why an input cannot be read, which a report without messages does not show. */
  static void complainIfUnreadable(Verdict verdict, Terminal terminal) {
    if (!verdict.answer().readable()) {
      verdict.answer().report().findings().stream()
          .map(Finding::message)
          .forEach(terminal::complain);
    }
  }
}
