package dev.sluice.cli.terminal;

import java.io.IOException;
import java.util.Locale;

/** The results cannot be written: the disk is full, or their reader has ended. */
public final class OutputFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  OutputFailedException(IOException cause) {
    super("cannot write the results: " + cause.getMessage(), cause);
  }

  /** Whether the reader of a pipe has ended, as {@code head} does. */
  public boolean isBrokenPipe() {
    return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }
}
