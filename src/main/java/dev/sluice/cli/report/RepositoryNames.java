package dev.sluice.cli.report;

import dev.sluice.cli.answer.FileNames;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names of files as code hosts use them: relative to the root of the repository that contains the
 * working directory, or to the working directory if there is no repository.
 *
 * @param root the directory that names are relative to
 */
record RepositoryNames(Path root) {

  /** Names for the repository of the working directory. */
  static RepositoryNames ofWorkingDirectory() {
    Path working = Path.of("").toAbsolutePath().normalize();
    for (Path directory = working; directory != null; directory = directory.getParent()) {
      if (Files.exists(directory.resolve(".git"))) {
        return new RepositoryNames(directory);
      }
    }
    return new RepositoryNames(working);
  }

  /** The name of an input; a file outside the root keeps its absolute name. */
  String of(String input) {
    if (input.equals("-")) {
      return input;
    }
    try {
      Path file = FileNames.path(input).toAbsolutePath().normalize();
      return FileNames.text(file.startsWith(root) ? root.relativize(file) : file);
    } catch (InvalidPathException e) {
      return input;
    }
  }
}
