package dev.sluice.cli;

import dev.sluice.ReadResult;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.diff.DiffLine;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
import dev.sluice.model.Rejection;
import dev.sluice.model.Severity;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import dev.sluice.watch.LibraryChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** The changes of a tree as text: a line for each, with the time; the snapshot as one line. */
final class WatchText implements WatchCommand.WatchOutput {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int USUAL_COLUMNS = 120;

  private final Terminal terminal;
  private final Paint paint;
  private final boolean validate;
  private final Supplier<LocalTime> clock;
  private final Set<Path> rejected = new HashSet<>();
  private boolean isReady;

  /**
   * Text on a terminal.
   *
   * @param validate whether findings are shown
   */
  WatchText(Terminal terminal, boolean validate, Supplier<LocalTime> clock) {
    this.terminal = terminal;
    this.paint = terminal.paint();
    this.validate = validate;
    this.clock = clock;
  }

  @Override
  public void write(LibraryChange change) throws IOException {
    if (change instanceof LibraryChange.Ready ready) {
      isReady = true;
      line(
          "ready",
          Quantity.grouped(ready.workflows(), "workflow") + ", " + ready.rejected() + " rejected");
    } else if (change instanceof LibraryChange.Added added) {
      if (isReady || !added.document().accepted() || hasFindings(added.document())) {
        document("added", name(change.path()), added.document(), size(added.document()));
      }
      remember(change.path(), added.document());
    } else if (change instanceof LibraryChange.Changed changed) {
      int width = Math.min(terminal.columns(), USUAL_COLUMNS);
      String what =
          changed
              .difference()
              .map(diff -> DiffLine.of(diff, width))
              .orElseGet(() -> size(changed.document()));
      String event = rejected.contains(change.path()) ? "accepted" : "changed";
      document(event, name(change.path()), changed.document(), what);
      remember(change.path(), changed.document());
    } else if (change instanceof LibraryChange.Renamed renamed) {
      String names = name(renamed.before()) + " > " + name(change.path());
      document("renamed", names, renamed.document(), "");
      rejected.remove(renamed.before());
      remember(change.path(), renamed.document());
    } else if (change instanceof LibraryChange.Removed) {
      rejected.remove(change.path());
      line("removed", name(change.path()));
    } else if (change instanceof LibraryChange.Failed failed) {
      rejected.remove(change.path());
      line("failed", failed.failure().finding().message());
    }
  }

  @Override
  public void configured(String file) throws IOException {
    isReady = false;
    rejected.clear();
    line("config", file);
  }

  private void remember(Path path, ReadResult document) {
    if (document.accepted()) {
      rejected.remove(path);
    } else {
      rejected.add(path);
    }
  }

  private static String size(ReadResult document) {
    return document.definition().map(definition -> nodes(definition.nodes().size())).orElse("");
  }

  private static String nodes(int count) {
    return Quantity.grouped(count, "node");
  }

  private void document(String event, String name, ReadResult document, String what)
      throws IOException {
    if (document.accepted()) {
      line(event, name + (what.isEmpty() ? "" : "  " + what));
    } else {
      Finding first = document.report().rejection().map(Rejection::finding).orElseThrow();
      long more = document.report().count(Severity.ERROR) - 1;
      String place = first.place().map(at -> ":" + at).orElse("");
      String others = more < 1 ? "" : " (+" + Quantity.grouped(more, "error") + ")";
      line("rejected", name + place + "  " + first.code() + " " + first.message() + others);
    }
    findings(name, document);
  }

  private boolean hasFindings(ReadResult document) {
    return validate && !document.report().findings().isEmpty();
  }

  private void findings(String name, ReadResult document) throws IOException {
    if (validate) {
      FindingText text = new FindingText(paint);
      Finding shown = document.report().rejection().map(Rejection::finding).orElse(null);
      for (Finding finding : document.report().findings()) {
        if (!finding.equals(shown)) {
          terminal.print("  " + text.heading(name, finding));
        }
      }
    }
  }

  private void line(String event, String text) throws IOException {
    String padded = event + " ".repeat(10 - event.length());
    String painted =
        switch (event) {
          case "rejected", "failed" -> paint.as(Severity.ERROR, padded);
          case "added", "accepted" -> paint.green(padded);
          default -> paint.bold(padded);
        };
    terminal.print(paint.dim(TIME.format(clock.get())) + " " + painted + text + "\n");
  }

  private static String name(Path path) {
    return Quote.safe(FileNames.shown(path));
  }
}
