package dev.sluice.watch;

import dev.sluice.ReadResult;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.error.WorkflowException;
import dev.sluice.scan.TreeEntry;
import dev.sluice.watch.Library.Known;
import java.time.Instant;
import java.util.Optional;

/** The outcome of reading a file that may have changed. */
sealed interface Reading {

  /** The file as the walk has found it. */
  TreeEntry.File file();

  /**
   * It has other content than before.
   *
   * @param known what to remember of it
   * @param at when it was read
   */
  record Content(
      TreeEntry.File file,
      Known known,
      ReadResult document,
      Optional<WorkflowDiff> difference,
      Instant at)
      implements Reading {}

  /** It has the same content as before. */
  record Same(TreeEntry.File file, Instant at) implements Reading {}

  /** It has been deleted since it was found. */
  record Gone(TreeEntry.File file) implements Reading {}

  /** It cannot be read. */
  record Failed(TreeEntry.File file, WorkflowException failure) implements Reading {}
}
