package dev.sluice.cli;

import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.scan.ScanEntry;
import java.io.IOException;

/** A form in which a scan is told, entry by entry. */
interface ScanReport {

  /** Tells of a workflow. */
  void loaded(ScanEntry.Loaded<WorkflowSkeleton> entry) throws IOException;

  /** Tells of a file that was rejected, or of something that could not be read. */
  void failed(ScanEntry.Failed<WorkflowSkeleton> entry) throws IOException;

  /** Tells of something left out. */
  void skipped(ScanEntry.Skipped<WorkflowSkeleton> entry) throws IOException;
}
