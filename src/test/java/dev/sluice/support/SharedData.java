package dev.sluice.support;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Test data that this repository may not contain, in the directory that {@code -Dsluice.shared}
 * names. A test that lacks its data says so and is skipped.
 */
public enum SharedData {
  CASES("cases", "documents with the answers expected of the command line"),
  CORPUS("corpus", "workflow documents of the original project"),
  CATALOG("facts/node-catalog.json", "the node catalog that the built-in types are made from");

  private static final Path DIRECTORY = Path.of(System.getProperty("sluice.shared", "../shared"));

  private final String path;
  private final String content;

  SharedData(String path, String content) {
    this.path = path;
    this.content = content;
  }

  /** Where the data is; skips the running test, and prints why, where it is absent. */
  public Path required() {
    Path found = DIRECTORY.resolve(path);
    if (!Files.exists(found)) {
      String message =
          "Skipped: %s is missing. It holds %s. To run the test: mvn -B verify -Dsluice.shared=DIRECTORY,"
                  .formatted(found, content)
              + " where DIRECTORY contains "
              + path
              + ".";
      System.out.println(message);
      Assumptions.abort(message);
    }
    return found;
  }
}
