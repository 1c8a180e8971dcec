package dev.sluice.cli.report;

import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Findings as text, a bounded number of them; inputs without findings are not listed. */
final class ReportText implements ReportWriter {

  private final Terminal terminal;
  private final PassageReader passages;
  private final TextOptions options;
  private final FindingText text;
  private final GroupedFindings grouped;
  private final Excerpt excerpt;
  private final FindingBudget budget;
  private final int columns;

  /**
   * A report to the terminal.
   *
   * @param passages reads the passages around findings
   */
  ReportText(Terminal terminal, PassageReader passages, TextOptions options) {
    this.terminal = terminal;
    this.passages = passages;
    this.options = options;
    text = new FindingText(terminal.paint());
    columns = terminal.columns();
    grouped = new GroupedFindings(terminal.paint(), columns);
    excerpt = new Excerpt(terminal.paint(), columns);
    budget = new FindingBudget(options.most());
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    List<Finding> wanted = options.wanted(verdict);
    List<Finding> shown = budget.choose(wanted, verdict.failingSet());
    if (shown.isEmpty()) {
      return;
    }
    Input input = verdict.answer().input();
    StringBuilder report = new StringBuilder();
    switch (options.style()) {
      case GROUPED -> report.append(grouped.of(verdict.answer(), shown));
      case CONCISE -> shown.forEach(finding -> report.append(concise(input.name(), finding)));
      case FULL -> appendFull(report, input, shown);
    }
    appendOmitted(report, verdict, wanted, shown);
    terminal.print(report);
  }

  private String concise(String file, Finding finding) {
    String place = finding.place().map(at -> ":" + at).orElse("");
    String severity = finding.severity().name().toLowerCase(Locale.ROOT);
    return terminal.paint().bold(Quote.safe(file) + place + ":")
        + " "
        + terminal.paint().as(finding.severity(), severity)
        + " "
        + finding.code()
        + " "
        + GroupedFindings.message(finding)
        + "\n";
  }

  private void appendFull(StringBuilder report, Input input, List<Finding> findings) {
    Iterator<Passage> read = passages.read(input, findings).list().iterator();
    for (Finding finding : findings) {
      report.append(LineWrap.of(text.heading(input.name(), finding), columns));
      if (finding.place().isPresent() && read.hasNext()) {
        report.append(excerpt.of(read.next(), finding.place().get(), finding.severity()));
      }
      report.append(LineWrap.of(text.suggestion(finding), columns));
    }
  }

  /** Appends lines on the findings that are not shown, or were not kept. */
  private void appendOmitted(
      StringBuilder report, Verdict verdict, List<Finding> wanted, List<Finding> shown) {
    int more = wanted.size() - shown.size();
    if (more > 0) {
      Set<FindingCode> codes = wanted.stream().map(Finding::code).collect(Collectors.toSet());
      String what = codes.size() == 1 ? codes.iterator().next().name() : "";
      appendNote(report, Tally.number(more) + " more " + what, "(--max-findings 0 shows them)");
    }
    long omitted = verdict.answer().report().omitted();
    if (omitted > 0) {
      appendNote(
          report,
          Tally.number(omitted) + " more",
          "over the limit \"findings\" (--limits raises it)");
    }
  }

  private void appendNote(StringBuilder report, String what, String reason) {
    String note = "  … " + what.strip() + " in this file " + reason;
    report.append(terminal.paint().dim(LineWrap.of(note, columns))).append('\n');
  }

  @Override
  public void end(Tally tally) throws IOException {
    if (budget.hidden() > 0) {
      String note =
          "… %s more in %s: only the first %s findings are shown (--max-findings 0 shows all, -l"
                  .formatted(
                      Tally.number(budget.hidden()),
                      Quantity.grouped(budget.hiddenFiles(), "file"),
                      Tally.number(FindingBudget.MOST_IN_ALL))
              + " only names of failing files)";
      terminal.print(terminal.paint().dim(LineWrap.of(note, columns)) + "\n");
    }
  }
}
