package dev.sluice.spark;

import dev.sluice.WorkflowLoader;

/** The version of Sluice, on which the findings of a document depend. */
final class Program {

  private Program() {}

  static String version() {
    String version = WorkflowLoader.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
