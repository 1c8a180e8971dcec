package dev.sluice.scan;

import dev.sluice.error.WorkflowException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The result for one file or directory of a scan.
 *
 * @param <T> the type that files are loaded as
 */
public sealed interface ScanEntry<T> {

  /** The path, beginning with the scanned directory. */
  Path path();

  /** The result of the load; empty if it failed or the file was skipped. */
  default Optional<T> result() {
    return Optional.empty();
  }

  /** The failure with all findings; empty if the file was loaded or skipped. */
  default Optional<WorkflowException> failure() {
    return Optional.empty();
  }

  /**
   * A file that was loaded.
   *
   * @param size the size on disk in bytes, as reported by the file system
   * @param modified when its content was last modified
   * @param value the result of the load
   */
  record Loaded<T>(Path path, long size, Instant modified, T value) implements ScanEntry<T> {
    @Override
    public Optional<T> result() {
      return Optional.of(value);
    }
  }

  /** A file that could not be loaded, or a directory that could not be read. */
  record Failed<T>(Path path, WorkflowException exception) implements ScanEntry<T> {
    @Override
    public Optional<WorkflowException> failure() {
      return Optional.of(exception);
    }
  }

  /**
   * A file or directory that was skipped.
   *
   * @param message the reason and, if the document was read, details about it; safe to print
   */
  record Skipped<T>(Path path, SkipReason reason, String message) implements ScanEntry<T> {}
}
