package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.Shard;
import dev.sluice.locate.LogicalPlaces;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records failing findings in a new baseline, so that their inputs pass. */
final class BaselineRecorder {

  private final Baseline recorded;
  private final Set<String> seen = new HashSet<>();
  private final Set<FindingCode> unrecordable = EnumSet.noneOf(FindingCode.class);
  private int lost;
  private long excluded;

  /** Records with file names relative to this directory. */
  BaselineRecorder(Path directory) {
    recorded = new Baseline(directory, false);
  }

  /**
   * The verdict after recording the findings. An input that could not be fully read still fails,
   * and so does one with a finding that is never on a baseline.
   */
  Verdict record(Verdict verdict) {
    Answer answer = verdict.answer();
    if (answer.kind().isEmpty()) {
      exclude(verdict.failing());
      return verdict;
    }
    if (answer.report().omitted() > 0) {
      return verdict;
    }
    String name = recorded.name(answer.input().name());
    List<Finding> kept = verdict.failing().stream().filter(Protection::fromBaseline).toList();
    Set<Finding> known = verdict.failingSet();
    known.removeAll(kept);
    exclude(kept);
    if (seen.add(name)) {
      for (Finding finding : verdict.failing()) {
        if (known.contains(finding)) {
          recorded.add(name, FindingKey.of(finding.code(), answer.placeOf(finding)), 1);
        }
      }
    }
    List<Finding> others = new ArrayList<>(verdict.findings());
    others.removeIf(known::contains);
    return new Verdict(answer, others, kept, kept.isEmpty(), Map.of());
  }

  private void exclude(List<Finding> findings) {
    excluded += findings.size();
    findings.forEach(finding -> unrecordable.add(finding.code()));
  }

  /** The number of findings that are never on a baseline and so still fail. */
  long excluded() {
    return excluded;
  }

  /** The codes of these findings. */
  Set<FindingCode> unrecordable() {
    return unrecordable;
  }

  /**
   * Adds the entries of another baseline for files that were not inputs.
   *
   * @param shard the part of the files whose entries are added
   */
  void keep(Baseline other, Shard shard) throws IOException {
    Set<String> kept = new HashSet<>();
    other.visit(
        (file, finding, times) -> {
          String name = recorded.name(file, other);
          if (!seen.contains(name) && shard.has(other.shown(file))) {
            String at = other.isInFirstForm() ? LogicalPlaces.of(finding.at()) : finding.at();
            if (at.contains("*") && other.isInFirstForm()) {
              lost++;
            } else {
              recorded.add(name, FindingKey.of(finding.code(), at), times);
            }
          }
          kept.add(name);
        });
    seen.addAll(kept);
  }

  /** The number of entries in the old format whose logical place is not known. */
  int lost() {
    return lost;
  }

  Baseline recorded() {
    return recorded;
  }
}
