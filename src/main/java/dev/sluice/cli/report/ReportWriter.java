package dev.sluice.cli.report;

import dev.sluice.cli.gate.Verdict;
import java.io.Closeable;
import java.io.IOException;

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
