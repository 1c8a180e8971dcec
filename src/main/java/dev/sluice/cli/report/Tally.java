package dev.sluice.cli.report;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts the results of a run. */
public final class Tally {

  private final Map<Severity, Integer> findings = new EnumMap<>(Severity.class);
  private int passed;
  private int failed;
  private int unreadable;
  private int leftOut;
  private int known;
  private long omitted;
  private int exit = ExitCode.ACCEPTED;

  /** Counts an input. */
  public void add(Verdict verdict) {
    if (!verdict.answer().readable()) {
      unreadable++;
    } else if (verdict.passed()) {
      passed++;
    } else {
      failed++;
    }
    exit = Math.max(exit, verdict.exitCode());
    known += verdict.known();
    omitted += verdict.answer().report().omitted();
    for (Finding finding : verdict.findings()) {
      findings.merge(finding.severity(), 1, Integer::sum);
    }
  }

  /** Counts a file of a directory that is not a workflow. */
  public void leaveOut() {
    leftOut++;
  }

  /** Whether no input has been checked. */
  public boolean isEmpty() {
    return passed + failed + unreadable == 0;
  }

  /** The number of skipped files of directories. */
  public int leftOut() {
    return leftOut;
  }

  /** The exit code of the run. */
  public int exitCode() {
    return exit;
  }

  /** The number of findings that were dropped because of the limit. */
  long omitted() {
    return omitted;
  }

  /** The summary in one line. */
  public String summary(Duration took) {
    List<String> parts = new ArrayList<>();
    parts.add(count(passed + failed + unreadable, "file") + " in " + duration(took));
    parts.add(number(passed) + " passed");
    addUnlessZero(parts, failed, "failed");
    addUnlessZero(parts, unreadable, "unreadable");
    findings.forEach(
        (severity, count) -> parts.add(count(count, severity.name().toLowerCase(Locale.ROOT))));
    if (omitted > 0) {
      parts.add(count(omitted, "finding") + " not shown (limit)");
    }
    addUnlessZero(parts, known, "in baseline");
    if (leftOut > 0) {
      parts.add(count(leftOut, "non-workflow file") + " skipped");
    }
    return String.join(", ", parts);
  }

  private static void addUnlessZero(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(number(count) + " " + what);
    }
  }

  private static String count(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A duration as results show it, in milliseconds or seconds. */
  public static String duration(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1_000);
  }
}
