package dev.sluice.scan;

import dev.sluice.error.WorkflowException;
import java.nio.file.Path;
import java.time.Instant;

/** What a walk through a tree meets. */
public sealed interface TreeEntry {

  /** Where it is, beginning with the directory the walk was asked for. */
  Path path();

  /**
   * A regular file to look into.
   *
   * @param size bytes on disk, as the file system tells it: 0 for some files that are not empty
   * @param modified when its content was last modified
   */
  record File(Path path, long size, Instant modified) implements TreeEntry {}

  /** Something left out. */
  record Skipped(Path path, SkipReason reason) implements TreeEntry {}

  /**
   * Something that cannot be looked into: an unreadable directory ({@code UNREADABLE}), or one that
   * is too deep or holds too much ({@code LIMIT_EXCEEDED}). The walk goes on behind it.
   */
  record Failed(Path path, WorkflowException failure) implements TreeEntry {}
}
