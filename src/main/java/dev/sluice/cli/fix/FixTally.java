package dev.sluice.cli.fix;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.fix.FixedInput.Outcome;
import dev.sluice.fix.Fix;
import dev.sluice.fix.Fix.Safety;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quantity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The counts of a run. */
public final class FixTally {

  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<FindingCode, Long> made = new EnumMap<>(FindingCode.class);
  private long left;
  private long unsafe;
  private long foreign;

  /** Counts an input. */
  public void add(FixedInput fixed) {
    outcomes.merge(fixed.outcome(), 1L, Long::sum);
    if (fixed.outcome() == Outcome.FIXED || fixed.outcome() == Outcome.FIXABLE) {
      fixed.made().forEach(fix -> made.merge(fix.code(), 1L, Long::sum));
    } else {
      left += fixed.made().size();
    }
    for (Fix fix : fixed.left()) {
      left++;
      unsafe += fix.safety() == Safety.UNSAFE ? 1 : 0;
    }
  }

  /** Counts a file of a directory that is not meant as a workflow. */
  public void skip() {
    foreign++;
  }

  /** The number of inputs with an outcome. */
  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** The number of inputs. */
  long inputs() {
    return outcomes.values().stream().mapToLong(count -> count).sum();
  }

  /** Whether no workflow was found. */
  public boolean isEmpty() {
    return inputs() == 0;
  }

  /** The number of corrections for each kind of finding. */
  Map<FindingCode, Long> made() {
    return made;
  }

  /** The number of corrections that are not made. */
  long left() {
    return left;
  }

  /** The number of corrections that are made only on request. */
  long unsafe() {
    return unsafe;
  }

  /** The number of files of directories that are not workflows. */
  public long foreign() {
    return foreign;
  }

  /** The exit code of the inputs; it does not count inputs that a check would change. */
  public int exitCode() {
    if (count(Outcome.UNREADABLE) + count(Outcome.UNWRITABLE) > 0) {
      return ExitCode.UNREADABLE;
    }
    return count(Outcome.REJECTED) + count(Outcome.REFUSED) > 0
        ? ExitCode.REJECTED
        : ExitCode.ACCEPTED;
  }

  /** The counts in two lines: of the files and of the corrections. */
  List<String> summary() {
    List<String> files = new ArrayList<>();
    add(files, count(Outcome.FIXED), "fixed");
    add(files, count(Outcome.FIXABLE), "would be fixed");
    add(files, count(Outcome.UNCHANGED), "unchanged");
    long kept = count(Outcome.REFUSED) + count(Outcome.UNWRITABLE);
    add(files, kept, kept == 1 ? "left as it is" : "left as they are");
    add(files, count(Outcome.REJECTED), "rejected");
    add(files, count(Outcome.UNREADABLE), "unreadable");
    if (foreign > 0) {
      files.add(Quantity.grouped(foreign, "non-workflow file") + " skipped");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        Quantity.grouped(inputs(), "file")
            + (files.isEmpty() ? "" : ": " + String.join(", ", files)));
    long corrected = made.values().stream().mapToLong(count -> count).sum();
    if (corrected + left > 0) {
      boolean done = count(Outcome.FIXABLE) == 0;
      lines.add(
          number(corrected + left)
              + " found: "
              + number(corrected)
              + (done ? " fixed" : " fixable")
              + (left == 0 ? "" : ", " + Quantity.grouped(left, "remains", "remain"))
              + (unsafe == 0 ? "" : " (" + number(unsafe) + " with --unsafe)"));
    }
    return lines;
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(number(count) + " " + what);
    }
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
