package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import java.io.IOException;
import java.util.List;

/** Several reports of one run. */
public final class ReportSet implements ReportWriter {

  private final List<ReportWriter> reports;

  public ReportSet(List<ReportWriter> reports) {
    this.reports = List.copyOf(reports);
  }

  @Override
  public void begin() throws IOException {
    for (ReportWriter report : reports) {
      report.begin();
    }
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    for (ReportWriter report : reports) {
      report.write(verdict);
    }
  }

  @Override
  public void end(Tally tally) throws IOException {
    for (ReportWriter report : reports) {
      report.end(tally);
    }
  }

  @Override
  public List<String> failures() {
    return reports.stream().flatMap(report -> report.failures().stream()).toList();
  }

  /** Closes all reports, even if one of them fails. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (ReportWriter report : reports) {
      try {
        report.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
