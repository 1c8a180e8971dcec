package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The output format of {@code validate}. */
public enum ReportFormat {
  TEXT,
  JSON,
  SARIF,
  GITHUB,
  GITLAB,
  JUNIT,
  MARKDOWN;

  /** Whether inputs are read again to show the passages around findings. */
  public boolean showsPassages() {
    return this == TEXT || this == SARIF || this == GITHUB;
  }

  /** Whether findings that can be corrected are marked. */
  public boolean showsFixes() {
    return this == TEXT || this == GITHUB || this == MARKDOWN;
  }

  /**
   * A writer of this format to the results of the terminal.
   *
   * @param limits the limits for reading an input again
   * @param text what a report as text shows; if it shows only what fails, so do annotations
   */
  public ReportWriter writer(Terminal terminal, Limits limits, TextOptions text)
      throws IOException {
    PassageReader passages = new PassageReader(limits);
    return switch (this) {
      case TEXT -> new ReportText(terminal, passages, text);
      case JSON -> new ReportJson(terminal);
      case SARIF -> new ReportSarif(terminal, passages);
      case GITHUB -> new ReportGithub(terminal, new ReportText(terminal, passages, text), text);
      case GITLAB -> new ReportGitlab(terminal);
      case JUNIT -> new ReportJunit(terminal);
      case MARKDOWN -> new ReportMarkdown(terminal, text, ReportMarkdown.MOST_BYTES);
    };
  }

  /** Writes the verdicts of a run in one format, one after another, without keeping them. */
  public interface ReportWriter extends Closeable {

    /** Writes the beginning of the report. */
    default void begin() throws IOException {}

    /** Writes a verdict. */
    void write(Verdict verdict) throws IOException;

    /** Writes the end of the report. */
    default void end(Tally tally) throws IOException {}

    /** Why the report cannot be written, if the run continues without it. */
    default List<String> failures() {
      return List.of();
    }

    /** Frees the resources of the writer, whether or not the run has completed. */
    @Override
    default void close() throws IOException {}
  }
}
