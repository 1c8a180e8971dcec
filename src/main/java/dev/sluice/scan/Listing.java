package dev.sluice.scan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What is in one directory, sorted.
 *
 * @param paths the paths of everything in it; none if there is too much
 * @param isCut whether there is too much
 */
record Listing(List<Path> paths, boolean isCut) {

  /**
   * Reads a directory and closes it again.
   *
   * @param most how many entries it may have
   * @param cancelled whether nobody waits for it any more
   */
  static Listing of(Path directory, int most, BooleanSupplier cancelled) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(directory)) {
      for (Path path : open) {
        if (paths.size() == most) {
          return new Listing(List.of(), true);
        }
        if (cancelled.getAsBoolean()) {
          return new Listing(List.of(), false);
        }
        paths.add(path);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(paths);
    return new Listing(paths, false);
  }
}
