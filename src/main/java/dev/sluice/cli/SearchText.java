package dev.sluice.cli;

import dev.sluice.cli.SearchCommand.SearchOutput;
import dev.sluice.cli.report.Tally;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.search.SearchHit;
import dev.sluice.search.SearchResult;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** The text output of {@code search}: a line for each match. */
final class SearchText implements SearchOutput {

  private final Terminal terminal;

  SearchText(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void hits(String file, SearchResult result) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (SearchHit hit : result.hits()) {
      lines.append(LineWrap.of(line(file, hit), terminal.columns())).append('\n');
    }
    long more = result.count() - result.hits().size();
    if (more > 0) {
      String note = String.format(Locale.ROOT, ": %,d more matches (--max-matches)", more);
      lines.append(terminal.paint().dim(Quote.safe(file) + note)).append('\n');
    }
    terminal.print(lines);
  }

  private String line(String file, SearchHit hit) {
    Paint paint = terminal.paint();
    StringBuilder line = new StringBuilder(paint.bold(Quote.safe(file) + ":" + hit.place()));
    line.append("  ");
    hit.node().ifPresent(id -> line.append(Quote.safe(id)).append(' '));
    hit.name().ifPresent(name -> line.append(quoted(name)).append(' '));
    if (hit.kind() == SearchHit.Kind.NODE && !hit.field().startsWith("config")) {
      line.append(' ').append(paint.dim(hit.field() + " ="));
    } else if (hit.kind() == SearchHit.Kind.CONNECTION || hit.kind() == SearchHit.Kind.FINDING) {
      line.append(paint.dim(hit.field()));
    } else {
      String space = hit.node().isPresent() ? " " : "";
      line.append(space).append(paint.dim(Quote.safe(hit.field()) + " ="));
    }
    return line.append(' ').append(hit.excerpt()).toString();
  }

  /** A name with the escapes of a query. */
  private static String quoted(String name) {
    return Quote.of(name.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  @Override
  public void file(String file) throws IOException {
    terminal.print(Quote.safe(file) + "\n");
  }

  @Override
  public void count(String file, long count) throws IOException {
    terminal.print(Quote.safe(file) + ":" + count + "\n");
  }

  @Override
  public void end(SearchTally tally, Duration took) {
    terminal.complain(tally.summary() + " in " + Tally.duration(took));
  }

  /** Why a document was rejected. */
  static String rejection(String file, ValidationReport report) {
    Finding first =
        report.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .findFirst()
            .orElse(report.findings().get(0));
    return file
        + first.place().map(at -> ":" + at).orElse("")
        + ": rejected: "
        + first.code()
        + " "
        + first.message();
  }

  /** Why a file or directory cannot be read. */
  static String failure(String file, WorkflowException failure) {
    return file + ": " + failure.code() + " " + failure.finding().message();
  }
}
