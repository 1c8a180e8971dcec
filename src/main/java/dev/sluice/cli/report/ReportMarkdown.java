package dev.sluice.cli.report;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.MarkdownText;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
import dev.sluice.text.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A page in Markdown, as the summary of a GitHub job: the totals, the codes, then the findings that
 * text would show, file by file, up to the size that GitHub shows.
 */
final class ReportMarkdown implements ReportWriter {

  /** GitHub refuses the summary of a step of more than 1 MiB. */
  static final int MOST_BYTES = 1_000_000;

  private final Terminal terminal;
  private final TextOptions options;
  private final RepositoryNames names = RepositoryNames.ofWorkingDirectory();
  private final CodeCounts counts = new CodeCounts();
  private final FindingBudget budget;
  private final int mostBytes;
  private final StringBuilder files = new StringBuilder();
  private int bytes;
  private long left;

  /**
   * A page in the results of the terminal.
   *
   * @param mostBytes the files whose findings would make the page longer are omitted
   */
  ReportMarkdown(Terminal terminal, TextOptions options, int mostBytes) {
    this.terminal = terminal;
    this.options = options;
    this.mostBytes = mostBytes;
    budget = new FindingBudget(options.most());
    terminal.paint(Paint.OFF);
  }

  @Override
  public void write(Verdict verdict) {
    Answer answer = verdict.answer();
    List<Finding> wanted = options.wanted(verdict);
    counts.add(answer, options.failingOnly() ? wanted : verdict.findings());
    List<Finding> shown = budget.choose(wanted, verdict.failingSet());
    left += wanted.size() - shown.size() + answer.report().omitted();
    if (shown.isEmpty()) {
      return;
    }
    StringBuilder section = new StringBuilder("\n### ");
    section.append(MarkdownText.code(names.of(answer.input().name())));
    section.append("\n\n| Place | Severity | Code | Finding |\n|---|---|---|---|\n");
    shown.forEach(finding -> append(section, answer, finding));
    int length = section.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes + length > mostBytes && options.most() > 0) {
      left += shown.size();
      return;
    }
    bytes += length;
    files.append(section);
  }

  private static void append(StringBuilder table, Answer answer, Finding finding) {
    String mark = Fixability.of(answer, finding).mark();
    table.append("| ").append(finding.place().map(Object::toString).orElse("")).append(" | ");
    table.append(finding.severity().name().toLowerCase(Locale.ROOT)).append(" | ");
    table.append(MarkdownText.codeInCell(finding.code().name())).append(" | ");
    table.append(MarkdownText.escaped(GroupedFindings.message(finding)));
    table.append(mark.isEmpty() ? "" : " " + MarkdownText.codeInCell(mark)).append(" |\n");
  }

  @Override
  public void end(Tally tally) throws IOException {
    StringBuilder page = new StringBuilder("## Workflows\n\n");
    tally.summary(Optional.empty(), true).forEach(line -> page.append(line).append("  \n"));
    List<CodeCounts.Count> codes = counts.inOrder();
    if (!codes.isEmpty()) {
      page.append("\n| Findings | Severity | Code | Files |\n|---:|---|---|---:|\n");
    }
    for (CodeCounts.Count count : codes) {
      page.append("| ").append(Tally.number(count.findings())).append(" | ");
      page.append(count.kind().severity().name().toLowerCase(Locale.ROOT)).append(" | ");
      page.append(MarkdownText.codeInCell(count.kind().code().name())).append(" | ");
      page.append(Tally.number(count.files())).append(" |\n");
    }
    page.append(files);
    if (left > 0) {
      page.append('\n').append(Quantity.grouped(left, "more finding")).append(" not shown.\n");
    }
    terminal.print(page);
  }
}
