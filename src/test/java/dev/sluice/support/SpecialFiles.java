package dev.sluice.support;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files that Java cannot make, where the system's own program can. */
public final class SpecialFiles {

  private SpecialFiles() {}

  /** Makes a FIFO without a writer; skips the test where that is not possible. */
  public static Path fifo(Path path) throws InterruptedException {
    try {
      int exit = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
      Assumptions.assumeTrue(exit == 0, "mkfifo does not work here");
      return path;
    } catch (IOException e) {
      return Assumptions.abort("there is no mkfifo here");
    }
  }
}
