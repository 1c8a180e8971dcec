package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal.OutputFailedException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report on standard output in a run that also writes files. If it cannot be printed, the run
 * continues, so that the files are complete; closing it throws the failure.
 */
public final class PrintedReport implements ReportWriter {

  private final ReportWriter writer;
  private @Nullable IOException failure;

  /** A report that is printed by a writer. */
  public PrintedReport(ReportWriter writer) {
    this.writer = writer;
  }

  /** A part of the printing. */
  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Step step) throws IOException {
    if (failure == null) {
      try {
        step.run();
      } catch (OutputFailedException e) {
        failure = e;
      }
    }
  }

  @Override
  public void begin() throws IOException {
    attempt(writer::begin);
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    attempt(() -> writer.write(verdict));
  }

  @Override
  public void end(Tally tally) throws IOException {
    attempt(() -> writer.end(tally));
  }

  @Override
  public List<String> failures() {
    return writer.failures();
  }

  @Override
  public void close() throws IOException {
    IOException first = failure;
    try {
      writer.close();
    } catch (IOException e) {
      first = first == null ? e : first;
    }
    if (first != null) {
      throw first;
    }
  }
}
