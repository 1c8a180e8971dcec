package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.file.Unreadable;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report in a file, which is replaced atomically at the end of the run. If it cannot be written,
 * the file stays as it was, and the run continues with its other results.
 */
public final class ReportFile implements ReportWriter {

  private final String name;
  private final DraftFile draft;
  private final ReportWriter writer;
  private @Nullable String failure;

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
    this.name = name;
    draft = new DraftFile(name);
    writer = format.writer(terminal.writingTo(draft.stream()));
  }

  @Override
  public void begin() {
    attempt(writer::begin);
  }

  @Override
  public void write(Verdict verdict) {
    attempt(() -> writer.write(verdict));
  }

  @Override
  public void end(Tally tally) {
    attempt(
        () -> {
          writer.end(tally);
          draft.publish();
        });
  }

  /** A part of the writing. */
  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Step step) {
    if (failure == null) {
      try {
        step.run();
      } catch (UnwritableTargetException e) {
        failure = e.getMessage();
      } catch (IOException e) {
        failure = "Cannot write " + Quote.of(name) + ": " + Unreadable.reason(e);
      }
    }
  }

  @Override
  public List<String> failures() {
    return Stream.ofNullable(failure).toList();
  }

  @Override
  public void close() throws IOException {
    try (draft) {
      writer.close();
    } catch (IOException e) {
      if (failure == null) {
        throw e; // else it fails for the reason that is already known
      }
    }
  }
}
