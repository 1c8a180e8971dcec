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

/** Records failing findings in a new baseline, so that their inputs pass. */
final class BaselineRecorder {

  private final Baseline recorded;
  private final Set<String> seen = new HashSet<>();

  /** Records with file names relative to this directory. */
  BaselineRecorder(Path directory) {
    recorded = new Baseline(directory);
  }

  /**
   * The verdict after recording the findings; an input that could not be fully read still fails.
   */
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

  /** The recorded findings, and the entries of another baseline for files that were not inputs. */
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
