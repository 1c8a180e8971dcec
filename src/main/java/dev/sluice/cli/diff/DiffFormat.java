package dev.sluice.cli.diff;

import java.io.IOException;

/** A format for differences, written comparison by comparison. */
public interface DiffFormat {

  /** Writes one comparison. */
  void write(Compared compared) throws IOException;

  /** Writes what follows the last comparison. */
  void end(DifferenceCounts counted) throws IOException;
}
