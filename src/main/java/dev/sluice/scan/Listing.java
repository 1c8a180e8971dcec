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
 * The sorted entries of one directory.
 *
 * @param paths the paths of all entries; empty if there are too many
 * @param isCut whether there are too many
 */
record Listing(List<Path> paths, boolean isCut) {

  /**
   * Reads a directory and closes it again.
   *
   * @param most the maximum number of entries
   * @param cancelled whether the walk has been cancelled
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
