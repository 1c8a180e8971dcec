package dev.sluice.cli.convert;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.convert.Converted.Outcome;
import dev.sluice.text.Quantity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The counts of a run. */
public final class ConversionTally {

  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private long before;
  private long after;

  /** Counts a result. */
  public void add(Converted result) {
    outcomes.merge(result.outcome(), 1L, Long::sum);
    if (result.error().isEmpty()) {
      before += result.before();
      after += result.after();
    }
  }

  /** The number of results with an outcome. */
  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** The number of documents, without files that are not meant as workflows. */
  public long files() {
    return outcomes.values().stream().mapToLong(count -> count).sum() - count(Outcome.FOREIGN);
  }

  /** The stored bytes of the sources that are or can be converted. */
  long before() {
    return before;
  }

  /** The stored bytes of their targets. */
  long after() {
    return after;
  }

  /** The exit code; it does not count documents that a check would change. */
  public int exitCode() {
    if (count(Outcome.UNREADABLE) + count(Outcome.UNWRITABLE) > 0) {
      return ExitCode.UNREADABLE;
    }
    return count(Outcome.REJECTED) + count(Outcome.REFUSED) > 0
        ? ExitCode.REJECTED
        : ExitCode.ACCEPTED;
  }

  /** The summary in one line: {@code 412 files, 38.1 MB > 5.2 MB, 3 unchanged}. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    parts.add(Quantity.grouped(files(), "file"));
    if (before > 0) {
      parts.add(size(before) + " > " + size(after));
    }
    for (Outcome outcome : Outcome.values()) {
      if (count(outcome) > 0 && outcome != Outcome.CONVERTED) {
        parts.add(
            switch (outcome) {
              case CONVERTIBLE -> number(outcome) + " would be converted";
              case FOREIGN -> Quantity.grouped(count(outcome), "other file") + " skipped";
              default -> number(outcome) + " " + outcome.label();
            });
      }
    }
    return String.join(", ", parts);
  }

  /** A number of bytes as results show it, with decimal units. */
  static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double value = bytes / 1e3;
    String unit = "kB";
    for (String larger : List.of("MB", "GB", "TB")) {
      if (value < 999.95) {
        break;
      }
      value /= 1e3;
      unit = larger;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, unit);
  }

  private String number(Outcome outcome) {
    return String.format(Locale.ROOT, "%,d", count(outcome));
  }
}
