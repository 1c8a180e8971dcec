package dev.sluice.cli;

import dev.sluice.file.Unreadable;
import dev.sluice.text.Quote;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Thrown if the file that an option names cannot be read or used. Unlike for other wrong values,
 * the exit code is that of an unreadable input.
 */
final class UnreadableOptionException extends ParameterException {

  private static final long serialVersionUID = 1L;

  UnreadableOptionException(
      CommandLine command, String option, String file, String reason, Exception cause) {
    super(command, option + " " + Quote.safe(file) + ": " + reason, cause);
  }

  /** The failure to read a file. */
  static UnreadableOptionException of(
      CommandLine command, String option, String file, IOException cause) {
    return new UnreadableOptionException(command, option, file, Unreadable.reason(cause), cause);
  }
}
