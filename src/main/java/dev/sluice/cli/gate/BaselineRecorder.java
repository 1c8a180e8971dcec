package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.model.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts what inputs fail for on a new baseline, so that they pass. */
final class BaselineRecorder {

  private final Baseline recorded;
  private final Set<String> seen = new HashSet<>();

  /** Records for a file in this directory. */
  BaselineRecorder(Path directory) {
    recorded = new Baseline(directory);
  }

  /** The verdict after what can be recorded is: not that an input could not be read in full. */
  Verdict record(Verdict verdict) {
    Answer answer = verdict.answer();
    if (answer.kind().isEmpty() || answer.report().omitted() > 0) {
      return verdict;
    }
    String name = recorded.name(answer.input().name());
    if (seen.add(name)) {
      verdict.failing().forEach(finding -> recorded.add(name, FindingKey.of(finding), 1));
    }
    List<Finding> others = new ArrayList<>(verdict.findings());
    others.removeAll(verdict.failing());
    return new Verdict(answer, others, List.of(), true, List.of());
  }

  /** What was recorded, and what another baseline says of files that were not among the inputs. */
  Baseline with(Optional<Baseline> other) throws IOException {
    if (other.isPresent()) {
      other
          .get()
          .visit(
              (file, finding, times) -> {
                if (!seen.contains(file)) {
                  recorded.add(file, finding, times);
                }
              });
    }
    return recorded;
  }
}
