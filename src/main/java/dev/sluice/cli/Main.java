package dev.sluice.cli;

/** The program's entry point. */
public final class Main {

  private Main() {}

  /** Prints the program's name and version. */
  public static void main(String[] args) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println("sluice " + (version == null ? "(unpackaged)" : version));
  }
}
