package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.text.Quote;
import java.io.IOException;

/**
 * Prints GitHub workflow commands for annotations: {@code ::error
 * file=…,line=…,col=…,title=…::message}.
 *
 * <p>Delimiters in properties and messages are escaped as by GitHub's toolkit.
 */
final class ReportGithub implements ReportWriter {

  private final Terminal terminal;
  private final boolean failingOnly;
  private final RepositoryNames names = RepositoryNames.ofWorkingDirectory();

  /**
   * A report to the terminal.
   *
   * @param failingOnly whether to omit findings that do not cause a failure
   */
  ReportGithub(Terminal terminal, boolean failingOnly) {
    this.terminal = terminal;
    this.failingOnly = failingOnly;
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    String file = names.of(verdict.answer().input().name());
    StringBuilder lines = new StringBuilder();
    for (Finding finding : failingOnly ? verdict.failing() : verdict.findings()) {
      String place =
          finding.place().map(at -> ",line=" + at.line() + ",col=" + at.column()).orElse("");
      lines.append("::").append(level(finding.severity()));
      lines.append(" file=").append(property(file)).append(place);
      lines.append(",title=").append(finding.code());
      lines.append("::").append(data(message(finding))).append('\n');
    }
    long omitted = verdict.answer().report().omitted();
    if (omitted > 0) {
      lines.append("::notice file=").append(property(file));
      lines.append("::and ").append(omitted).append(" more findings\n");
    }
    terminal.printCommands(lines);
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "notice";
    };
  }

  private static String message(Finding finding) {
    String pointer = finding.pointer().isEmpty() ? "" : " (" + Quote.safe(finding.pointer()) + ")";
    String suggestion = finding.suggestion().map(text -> "\n" + Quote.safe(text)).orElse("");
    return finding.message() + pointer + suggestion;
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(Quote.safe(text)).replace(":", "%3A").replace(",", "%2C");
  }
}
