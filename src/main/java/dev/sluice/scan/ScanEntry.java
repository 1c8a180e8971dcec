package dev.sluice.scan;

import dev.sluice.error.WorkflowException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of one file or directory of a scan.
 *
 * @param <T> what files are loaded as
 */
public sealed interface ScanEntry<T> {

  /** Where it is, beginning with the directory that was scanned. */
  Path path();

  /** What the file was loaded as; empty if it could not be, or was left out. */
  default Optional<T> result() {
    return Optional.empty();
  }

  /** Why it could not be loaded, with all that was found; empty if it was, or was left out. */
  default Optional<WorkflowException> problem() {
    return Optional.empty();
  }

  /**
   * A file that was loaded.
   *
   * @param size bytes on disk, as the file system tells it
   * @param modified when its content was last modified
   * @param value what it was loaded as
   */
  record Loaded<T>(Path path, long size, Instant modified, T value) implements ScanEntry<T> {
    @Override
    public Optional<T> result() {
      return Optional.of(value);
    }
  }

  /** A file that could not be loaded, or a directory that could not be looked into. */
  record Failed<T>(Path path, WorkflowException failure) implements ScanEntry<T> {
    @Override
    public Optional<WorkflowException> problem() {
      return Optional.of(failure);
    }
  }

  /**
   * Something left out.
   *
   * @param message the reason, with what is known of the document where it was read, safe to print
   */
  record Skipped<T>(Path path, SkipReason reason, String message) implements ScanEntry<T> {}
}
