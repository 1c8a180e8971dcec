package dev.sluice.cli;

import dev.sluice.cli.ScanCommand.ScanReport;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.SkipReason;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.time.ZoneId;

/** The text output of {@code scan}: a table, and among its rows a line for each other entry. */
final class ScanText implements ScanReport {

  private final Terminal terminal;
  private final SkeletonTable table;
  private boolean headed;

  ScanText(Terminal terminal) {
    this.terminal = terminal;
    this.table = new SkeletonTable(terminal.paint(), terminal.columns(), ZoneId.systemDefault());
  }

  @Override
  public void loaded(ScanEntry.Loaded<WorkflowSkeleton> entry) throws IOException {
    if (!headed) {
      headed = true;
      terminal.print(table.header());
    }
    terminal.print(table.row(entry.value(), entry.modified(), FileNames.shown(entry.path())));
  }

  @Override
  public void failed(ScanEntry.Failed<WorkflowSkeleton> entry) throws IOException {
    FindingText text = new FindingText(terminal.paint());
    terminal.print(text.of(FileNames.shown(entry.path()), entry.exception().finding()));
  }

  @Override
  public void skipped(ScanEntry.Skipped<WorkflowSkeleton> entry) throws IOException {
    boolean isTooLarge = entry.reason() == SkipReason.TOO_LARGE;
    String advice = isTooLarge ? "; --limits raises the limit compressed-bytes" : "";
    String line = FileNames.shown(entry.path()) + ": skipped: " + entry.message() + advice;
    terminal.print(terminal.paint().dim(Quote.safe(line)) + "\n");
  }
}
