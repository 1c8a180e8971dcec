package dev.sluice.cli.report;

import picocli.CommandLine.IVersionProvider;

/** The program's name and version, from the manifest of the jar it was started from. */
public final class ProgramVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"sluice " + current()};
  }

  public static String current() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
