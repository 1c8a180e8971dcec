package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The gate of one run, with the baselines it reads and writes. */
public final class GateRun {

  /** The maximum number of stale entries that are listed. */
  private static final int MOST_LISTED = 10;

  private final Terminal terminal;
  private final Optional<Baseline> known;
  private final Optional<BaselineFile> target;
  private final Gate gate;
  private final Optional<BaselineRecorder> recorder;
  private final List<String> stale = new ArrayList<>();
  private boolean unrecorded;

  /**
   * A gate for one run.
   *
   * @param known the baseline to read
   * @param target the baseline to write; if present, all findings are recorded and none is ignored
   */
  public GateRun(
      Terminal terminal, MaxSeverity max, Optional<Baseline> known, Optional<BaselineFile> target) {
    this.terminal = terminal;
    this.known = known;
    this.target = target;
    gate = new Gate(max, target.isPresent() ? Optional.empty() : known);
    recorder = target.map(file -> new BaselineRecorder(file.directory()));
  }

  /** Judges an answer. */
  public Verdict judge(Answer answer) {
    Verdict verdict = gate.judge(answer);
    for (FindingKey key : verdict.stale()) {
      stale.add(answer.input().name() + ": " + key);
    }
    if (answer.report().omitted() > 0) {
      warnIncomplete(answer);
    }
    return recorder.isPresent() ? recorder.get().record(verdict) : verdict;
  }

  private void warnIncomplete(Answer answer) {
    long dropped = answer.report().omitted();
    String findings =
        String.format(
            Locale.ROOT,
            "%s: %,d %s dropped over the limit of %,d, so ",
            answer.input().name(),
            dropped,
            dropped == 1 ? "finding was" : "findings were",
            answer.report().findings().size());
    if (recorder.isPresent()) {
      unrecorded = true;
      terminal.complain(
          findings
              + "it is not recorded in the baseline; fix some, or raise the limit with --limits");
    } else if (known.isPresent()) {
      terminal.complain(
          findings + "the baseline is not applied; fix some, or raise the limit with --limits");
    }
  }

  /** The minimum exit code of the run, so that an input that cannot be recorded is noticed. */
  public int exitCode() {
    return unrecorded ? ExitCode.UNREADABLE : ExitCode.ACCEPTED;
  }

  /** Writes the new baseline, or lists the stale entries of the known one. */
  public void close() throws IOException {
    if (target.isPresent() && recorder.isPresent()) {
      target.get().write(recorder.get().with(known));
      return;
    }
    known.ifPresent(
        baseline -> baseline.gone().forEach(file -> stale.add(file + ": there is no such file")));
    for (String entry : stale.subList(0, Math.min(MOST_LISTED, stale.size()))) {
      terminal.complain("baseline entry no longer found: " + entry);
    }
    if (stale.size() > MOST_LISTED) {
      terminal.complain("and " + (stale.size() - MOST_LISTED) + " more");
    }
  }
}
