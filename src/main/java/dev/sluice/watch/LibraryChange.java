package dev.sluice.watch;

import dev.sluice.ReadResult;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.error.WorkflowException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A change in a watched tree; immutable. */
public sealed interface LibraryChange {

  /** The path that changed, beginning with the watched directory. */
  Path path();

  /**
   * A file that is new or was not a workflow before, and each file of the first snapshot. Its
   * document may be rejected.
   *
   * @param size the size on disk in bytes
   * @param modified when its content was last modified
   * @param document the result of reading it
   */
  record Added(Path path, long size, Instant modified, ReadResult document)
      implements LibraryChange {}

  /**
   * A file whose content changed.
   *
   * @param size the size on disk in bytes
   * @param modified when its content was last modified
   * @param document the result of reading it
   * @param difference the differences; empty if the old or the new document is rejected, or if the
   *     old one is not stored. A diff without differences means that only the notation changed.
   */
  record Changed(
      Path path,
      long size,
      Instant modified,
      ReadResult document,
      Optional<WorkflowDiff> difference)
      implements LibraryChange {}

  /**
   * A file that moved to another path with the same bytes.
   *
   * @param before its former path, which no longer exists
   * @param size the size on disk in bytes
   * @param modified when its content was last modified
   * @param document the result of reading it
   */
  record Renamed(Path path, Path before, long size, Instant modified, ReadResult document)
      implements LibraryChange {}

  /** A path that was deleted, is now ignored, or is no longer a workflow. */
  record Removed(Path path) implements LibraryChange {}

  /**
   * A file or directory that cannot be read. Its earlier content no longer counts: when the path
   * can be read again, it is {@link Added}.
   */
  record Failed(Path path, WorkflowException failure) implements LibraryChange {}

  /**
   * The end of the first snapshot.
   *
   * @param path the watched directory
   * @param workflows the number of accepted documents
   * @param rejected the number of rejected documents and paths that cannot be read
   */
  record Ready(Path path, int workflows, int rejected) implements LibraryChange {}

  /**
   * The file system does not report changes of this tree, so it is walked at intervals.
   *
   * @param path the watched directory
   * @param interval the time between two walks
   * @param reason the reason for polling, as a sentence without a full stop; safe to print
   */
  record Polling(Path path, Duration interval, String reason) implements LibraryChange {}
}
