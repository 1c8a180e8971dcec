package dev.sluice.watch;

import dev.sluice.ReadResult;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.error.WorkflowException;
import dev.sluice.scan.TreeEntry;
import dev.sluice.watch.TreeIndex.Known;
import java.time.Instant;
import java.util.Optional;

/** The outcome of reading a file that may have changed. */
sealed interface Reading {

  /** The file as the walk has found it. */
  TreeEntry.File file();

  /**
   * The file has different content than before.
   *
   * @param known the entry for the index
   * @param at when it was read
   */
  record Content(
      TreeEntry.File file,
      Known known,
      ReadResult document,
      Optional<WorkflowDiff> difference,
      Instant at)
      implements Reading {}

  /** The file has the same content as before. */
  record Same(TreeEntry.File file, Instant at) implements Reading {}

  /** The file has been deleted since it was found. */
  record Gone(TreeEntry.File file) implements Reading {}

  /** The file cannot be read. */
  record Failed(TreeEntry.File file, WorkflowException failure) implements Reading {}
}
