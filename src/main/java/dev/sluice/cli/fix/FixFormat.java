package dev.sluice.cli.fix;

import java.io.IOException;
import java.util.List;

/** A format in which corrections are reported. */
public interface FixFormat {

  /**
   * Reports one input.
   *
   * @param changes the changed lines, if they are shown
   */
  void write(FixedInput fixed, List<String> changes) throws IOException;

  /** Reports the end of the run. */
  void end(FixTally tally) throws IOException;
}
