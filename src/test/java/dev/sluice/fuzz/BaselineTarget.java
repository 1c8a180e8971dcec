package dev.sluice.fuzz;

import dev.sluice.cli.gate.BaselineFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Baselines of any bytes: read, or refused with a reason in one line. */
final class BaselineTarget extends FileTarget {

  private final CommandLine command = new CommandLine(new None());

  BaselineTarget() throws IOException {}

  @Command(name = "none")
  private static final class None {}

  @Override
  protected void read(Path input) {
    BaselineFile file = BaselineFile.of(input.toString(), command);
    try {
      file.readKnown();
    } catch (IOException e) {
      requireReason(e.getMessage());
    }
    try {
      file.readPrevious(command);
    } catch (ParameterException e) {
      requireReason(e.getMessage());
    }
  }
}
