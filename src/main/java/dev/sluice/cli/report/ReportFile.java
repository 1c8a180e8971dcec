package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.error.UnwritableTargetException;
import java.io.IOException;

/** A report in a file, which is replaced atomically at the end of the run. */
public final class ReportFile implements ReportWriter {

  private final DraftFile draft;
  private final ReportWriter writer;

  /** Creates the writer of a format for a terminal. */
  public interface Format {
    ReportWriter writer(Terminal terminal) throws IOException;
  }

  /**
   * A report in a file.
   *
   * @param terminal prints error messages
   * @throws java.nio.file.InvalidPathException if the name is not valid
   * @throws UnwritableTargetException if the file cannot be written
   * @throws IOException if the existing file is a workflow
   */
  public ReportFile(Terminal terminal, String name, Format format) throws IOException {
    draft = new DraftFile(name);
    writer = format.writer(terminal.writingTo(draft.stream()));
  }

  @Override
  public void begin() throws IOException {
    writer.begin();
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    writer.write(verdict);
  }

  @Override
  public void end(Tally tally) throws IOException {
    writer.end(tally);
    draft.publish();
  }

  @Override
  public void close() throws IOException {
    try (draft) {
      writer.close();
    }
  }
}
