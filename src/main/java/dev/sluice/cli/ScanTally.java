package dev.sluice.cli;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.report.Tally;
import dev.sluice.error.WorkflowException;
import dev.sluice.scan.SkipReason;
import dev.sluice.text.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts the entries of a scan. */
final class ScanTally {

  private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
  private int shown;
  private int unlike;
  private int rejected;
  private int unreadable;

  /** Counts a workflow that is shown. */
  void show() {
    shown++;
  }

  /** Counts a workflow that does not match the query. */
  void passOver() {
    unlike++;
  }

  /** Counts a file that could not be loaded. */
  void fail(WorkflowException failure) {
    if (ExitCode.isAboutDocument(failure)) {
      rejected++;
    } else {
      unreadable++;
    }
  }

  /** Counts a skipped file or directory. */
  void skip(SkipReason reason) {
    skipped.merge(reason, 1, Integer::sum);
  }

  /** The exit code of the run: the highest of all entries. */
  int exitCode() {
    if (unreadable > 0) {
      return ExitCode.UNREADABLE;
    }
    return rejected > 0 ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }

  /** The summary in one line; files skipped because of their names are not mentioned. */
  String summary(Duration took) {
    List<String> parts = new ArrayList<>();
    parts.add(Quantity.grouped(shown, "workflow"));
    addUnlessZero(parts, unlike, "did not match");
    addUnlessZero(parts, rejected, "rejected");
    addUnlessZero(parts, unreadable, "unreadable");
    skipped.forEach(
        (reason, count) -> {
          if (reason != SkipReason.OTHER_NAME && reason != SkipReason.DIRECTORY) {
            parts.add(label(reason, count));
          }
        });
    return String.join(", ", parts) + " in " + Tally.duration(took);
  }

  private static String label(SkipReason reason, int count) {
    if (reason == SkipReason.FOREIGN) {
      return Quantity.grouped(count, "non-workflow file") + " skipped";
    }
    return number(count)
        + " skipped as "
        + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void addUnlessZero(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(number(count) + " " + what);
    }
  }

  private static String number(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
