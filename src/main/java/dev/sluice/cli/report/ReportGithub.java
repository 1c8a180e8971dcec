package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Text, then GitHub workflow commands for annotations: {@code ::error
 * file=…,line=…,col=…,title=…::message}.
 *
 * <p>GitHub shows ten errors and ten warnings of a step, so only the first ones are annotated, the
 * errors first; a notice has the number of the others. Delimiters in properties and messages are
 * escaped as by GitHub's toolkit.
 */
final class ReportGithub implements ReportWriter {

  /** The maximum number of annotations of a level that GitHub shows for a step. */
  private static final int MOST = 10;

  private final Terminal terminal;
  private final ReportWriter text;
  private final TextOptions options;
  private final RepositoryNames names = RepositoryNames.ofWorkingDirectory();
  private final Map<Severity, List<String>> annotations = new EnumMap<>(Severity.class);
  private long others;

  /**
   * A report to the terminal.
   *
   * @param text writes all findings, for the log of the step
   * @param options which findings are annotated: those that the text can show
   */
  ReportGithub(Terminal terminal, ReportWriter text, TextOptions options) {
    this.terminal = terminal;
    this.text = text;
    this.options = options;
    for (Severity severity : Severity.values()) {
      annotations.put(severity, new ArrayList<>());
    }
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    text.write(verdict);
    String file = names.of(verdict.answer().input().name());
    for (Finding finding : options.wanted(verdict)) {
      List<String> kept = annotations.getOrDefault(finding.severity(), List.of());
      if (kept.size() < MOST) {
        kept.add(annotation(file, finding));
      } else {
        others++;
      }
    }
    others += verdict.answer().report().omitted();
  }

  private static String annotation(String file, Finding finding) {
    String place =
        finding.place().map(at -> ",line=" + at.line() + ",col=" + at.column()).orElse("");
    return "::"
        + level(finding.severity())
        + " file="
        + property(file)
        + place
        + ",title="
        + finding.code()
        + "::"
        + data(message(finding))
        + "\n";
  }

  @Override
  public void end(Tally tally) throws IOException {
    text.end(tally);
    StringBuilder lines = new StringBuilder();
    annotations.values().forEach(all -> all.forEach(lines::append));
    if (others > 0) {
      lines.append("::notice title=sluice::");
      lines.append(Quantity.grouped(others, "more finding")).append(" in the log of this step\n");
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
    String pointer = finding.pointer().isEmpty() ? "" : " (" + Quote.brief(finding.pointer()) + ")";
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
