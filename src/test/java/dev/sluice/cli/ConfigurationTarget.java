package dev.sluice.cli;

import dev.sluice.cli.gate.SettingsFile;
import dev.sluice.fuzz.FileTarget;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Configurations and limits of any bytes: read, or refused with a reason in one line. */
public final class ConfigurationTarget extends FileTarget {

  private final CommandLine command = new CommandLine(new None());

  public ConfigurationTarget() throws IOException {}

  @Command(name = "none")
  private static final class None {}

  @Override
  protected void read(Path input) {
    try {
      SettingsFile.read(input);
    } catch (IOException e) {
      requireReason(e.getMessage());
    }
    try {
      LimitsFile.read(input.toString(), command);
    } catch (ParameterException e) {
      requireReason(e.getMessage());
    }
  }
}
