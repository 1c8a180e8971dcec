package dev.sluice.cli.report;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.text.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counts the results of a run. */
public final class Tally {

  private final Map<Severity, Integer> findings = new EnumMap<>(Severity.class);
  private int passed;
  private int failed;
  private int unreadable;
  private int skipped;
  private int excluded;
  private long fixable;
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
    omitted += verdict.answer().report().omitted();
    for (Finding finding : verdict.findings()) {
      findings.merge(finding.severity(), 1, Integer::sum);
      if (Fixability.of(verdict.answer(), finding) == Fixability.SAFE) {
        fixable++;
      }
    }
  }

  /** Counts a file of a directory that is not a workflow. */
  public void skip() {
    skipped++;
  }

  /** Sets the number of files that were excluded by a pattern. */
  public void exclude(int files) {
    excluded = files;
  }

  /** Whether no input has been checked. */
  public boolean isEmpty() {
    return passed + failed + unreadable == 0;
  }

  /** The number of files of directories that are not workflows. */
  public int skipped() {
    return skipped;
  }

  /** The exit code of the run. */
  public int exitCode() {
    return exit;
  }

  /** The number of findings that were dropped because of the limit. */
  long omitted() {
    return omitted;
  }

  /**
   * The summary, with each sentence on a separate line.
   *
   * @param took how long the run took; empty to omit that
   * @param infos whether infos are shown
   */
  public List<String> summary(Optional<Duration> took, boolean infos) {
    List<String> inputs = new ArrayList<>();
    inputs.add(number(passed) + " passed");
    addUnlessZero(inputs, failed, "failed");
    addUnlessZero(inputs, unreadable, "unreadable");
    String checked =
        Quantity.grouped(passed + failed + unreadable, "file")
            + " checked"
            + took.map(time -> " in " + duration(time)).orElse("")
            + ": "
            + String.join(", ", inputs)
            + (skipped > 0
                ? "; " + Quantity.grouped(skipped, "non-workflow file") + " skipped"
                : "")
            + (excluded > 0 ? "; " + Quantity.grouped(excluded, "file") + " excluded" : "");
    List<String> counts = new ArrayList<>();
    findings.forEach(
        (severity, count) ->
            counts.add(
                Quantity.grouped(count, severity.name().toLowerCase(Locale.ROOT))
                    + (severity == Severity.INFO && !infos ? " (-v)" : "")));
    if (omitted > 0) {
      counts.add(Quantity.grouped(omitted, "finding") + " dropped (limit \"findings\")");
    }
    List<String> lines = new ArrayList<>();
    lines.add(checked);
    if (!counts.isEmpty()) {
      lines.add(String.join(", ", counts) + (fixable > 0 ? "; " + fixed() : ""));
    }
    return lines;
  }

  private String fixed() {
    return number(fixable)
        + (fixable == 1 ? " is fixable with sluice fix [*]" : " are fixable with sluice fix [*]");
  }

  private static void addUnlessZero(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(number(count) + " " + what);
    }
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A duration as results show it, in milliseconds or seconds. */
  public static String duration(Duration duration) {
    long nanos = duration.toNanos();
    return nanos < 1_000_000_000
        ? new BigDecimal(nanos).movePointLeft(6).setScale(1, RoundingMode.HALF_UP) + " ms"
        : new BigDecimal(nanos).movePointLeft(9).setScale(2, RoundingMode.HALF_UP) + " s";
  }
}
