package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Limits;
import java.io.Closeable;
import java.io.IOException;

/** How {@code validate} says what it has found. */
public enum ReportFormat {
  TEXT,
  JSON,
  SARIF,
  GITHUB,
  JUNIT;

  /** Whether inputs are read again for what stands around findings. */
  public boolean showsPassages() {
    return this == TEXT || this == SARIF;
  }

  /**
   * A writer of this format to the results of the terminal.
   *
   * @param limits bounds for reading an input again
   * @param failingOnly whether text and annotations are to pass over what no input fails for
   */
  public ReportWriter writer(Terminal terminal, Limits limits, boolean failingOnly)
      throws IOException {
    PassageReader passages = new PassageReader(limits);
    return switch (this) {
      case TEXT -> new ReportText(terminal, passages, failingOnly);
      case JSON -> new ReportJson(terminal);
      case SARIF -> new ReportSarif(terminal, passages);
      case GITHUB -> new ReportGithub(terminal, failingOnly);
      case JUNIT -> new ReportJunit(terminal);
    };
  }

  /** Writes the verdicts of a run in one format, one after another: it holds none of them. */
  public interface ReportWriter extends Closeable {

    /** Writes what comes before all verdicts. */
    default void begin() throws IOException {}

    /** Writes a verdict. */
    void write(Verdict verdict) throws IOException;

    /** Writes what comes after all verdicts. */
    default void end(Tally tally) throws IOException {}

    /** Frees what the writer holds, whether or not the run has come to its end. */
    @Override
    default void close() throws IOException {}
  }
}
