package dev.sluice.cli.report;

import dev.sluice.cli.answer.Answer;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the findings of each code and severity. */
final class CodeCounts {

  private static final Comparator<Count> ORDER =
      Comparator.comparingLong((Count count) -> -count.findings)
          .thenComparing(count -> count.kind.code().name())
          .thenComparing(count -> count.kind.severity());

  private final Map<Kind, Count> counts = new HashMap<>();
  private int file;

  record Kind(FindingCode code, Severity severity) {}

  /** The findings of one kind. */
  static final class Count {

    private final Kind kind;
    private long findings;
    private long files;
    private long fixable;
    private long guessed;
    private int lastFile;

    Count(Kind kind) {
      this.kind = kind;
    }

    private void add(Fixability fixability, int file) {
      findings++;
      switch (fixability) {
        case SAFE -> fixable++;
        case UNSAFE -> guessed++;
        case NONE -> {}
      }
      if (lastFile != file) {
        lastFile = file;
        files++;
      }
    }

    Kind kind() {
      return kind;
    }

    long findings() {
      return findings;
    }

    long files() {
      return files;
    }

    /** The number of findings that {@code fix} corrects. */
    long fixable() {
      return fixable;
    }

    /** The number of findings that it corrects with {@code --unsafe} only. */
    long guessed() {
      return guessed;
    }

    /** The mark that shows whether all, some or none of the findings can be corrected. */
    String mark() {
      long all = fixable + guessed;
      return all == 0 ? "[ ]" : all == findings && guessed == 0 ? "[*]" : "[~]";
    }
  }

  /** Adds findings of the next file. */
  void add(Answer answer, List<Finding> findings) {
    file++;
    for (Finding finding : findings) {
      counts
          .computeIfAbsent(new Kind(finding.code(), finding.severity()), Count::new)
          .add(Fixability.of(answer, finding), file);
    }
  }

  /** The counts, the most frequent first. */
  List<Count> inOrder() {
    return counts.values().stream().sorted(ORDER).toList();
  }
}
