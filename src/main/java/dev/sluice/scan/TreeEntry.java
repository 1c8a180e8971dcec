package dev.sluice.scan;

import dev.sluice.error.WorkflowException;
import java.nio.file.Path;
import java.time.Instant;

/** An entry of a walk through a tree. */
public sealed interface TreeEntry {

  /** The path, beginning with the root of the walk. */
  Path path();

  /**
   * A regular file that matches the options.
   *
   * @param size the size on disk in bytes, as reported by the file system: 0 for some files that
   *     are not empty
   * @param modified when its content was last modified
   */
  record File(Path path, long size, Instant modified) implements TreeEntry {}

  /** A skipped file or directory. */
  record Skipped(Path path, SkipReason reason) implements TreeEntry {}

  /**
   * A directory that cannot be read ({@code UNREADABLE}), or that is too deep or has too many
   * entries ({@code LIMIT_EXCEEDED}). The walk continues after it.
   */
  record Failed(Path path, WorkflowException failure) implements TreeEntry {}
}
