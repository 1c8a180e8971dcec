package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.text.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gate of one run, with the baselines it reads and writes. */
public final class GateRun {

  /** The maximum number of stale entries that are listed. */
  private static final int MOST_LISTED = 10;

  private final Terminal terminal;
  private final BaselineUse use;
  private final Gate gate;
  private final Optional<BaselineRecorder> recorder;
  private final List<Stale> stale = new ArrayList<>();
  private long hidden;
  private boolean unrecorded;

  private record Stale(String input, String file, FindingKey key, int times) {}

  /**
   * A gate for one run. If a baseline is written, all findings are recorded and none is ignored.
   */
  public GateRun(Terminal terminal, MaxSeverity max, FindingPolicy policy, BaselineUse use) {
    this.terminal = terminal;
    this.use = use;
    gate = new Gate(max, policy, use.target().isPresent() ? Optional.empty() : use.known());
    recorder = use.target().map(file -> new BaselineRecorder(file.directory()));
  }

  /** Judges an answer. */
  public Verdict judge(Answer answer) {
    Verdict verdict = gate.judge(answer);
    String input = answer.input().name();
    Map<FindingKey, Integer> entries = use.knownFile().isEmpty() ? Map.of() : verdict.stale();
    for (Map.Entry<FindingKey, Integer> entry : entries.entrySet()) {
      String file = use.known().map(known -> entryName(known, input)).orElse(input);
      stale.add(new Stale(input, file, entry.getKey(), entry.getValue()));
    }
    if (answer.report().omitted() > 0) {
      warnIncomplete(answer);
    }
    Verdict recorded = recorder.isPresent() ? recorder.get().record(verdict) : verdict;
    hidden += recorded.known();
    return recorded;
  }

  private static String entryName(Baseline known, String input) {
    String former = known.renamed().get(input);
    return former == null ? known.name(input) : former;
  }

  private void warnIncomplete(Answer answer) {
    long dropped = answer.report().omitted();
    String findings =
        String.format(
            Locale.ROOT,
            "%s: %s dropped because of the limit of %,d, so ",
            answer.input().name(),
            Quantity.grouped(dropped, "finding was", "findings were"),
            answer.report().findings().size());
    if (recorder.isPresent()) {
      unrecorded = true;
      terminal.complain(
          findings
              + "the file is not recorded in the baseline; fix some, or raise the limit with"
              + " --limits");
    } else if (use.known().isPresent()) {
      terminal.complain(
          findings + "the baseline is not applied; fix some, or raise the limit with --limits");
    }
  }

  /**
   * The minimum exit code of the run; it reports an input that cannot be recorded, and stale
   * entries if these are a failure.
   */
  public int exitCode() {
    if (unrecorded) {
      return ExitCode.UNREADABLE;
    }
    return use.failOnStale() && staleEntries() > 0 && !use.prune()
        ? ExitCode.REJECTED
        : ExitCode.ACCEPTED;
  }

  private List<String> gone() {
    boolean isUnknown = use.target().isPresent() || use.shard().count() > 1;
    return isUnknown ? List.of() : use.known().map(Baseline::gone).orElse(List.of());
  }

  private int staleEntries() {
    return stale.size() + gone().size();
  }

  /** Writes the new baseline, or removes the stale entries of the known one if requested. */
  public void close() throws IOException {
    if (use.target().isPresent() && recorder.isPresent()) {
      writeRecorded(use.target().get(), recorder.get());
    } else if (use.known().isPresent() && use.prune() && staleEntries() > 0) {
      prune(use.known().get());
    } else if (use.failOnStale()) {
      listStale();
    }
  }

  private void writeRecorded(BaselineFile target, BaselineRecorder recorded) throws IOException {
    if (use.known().isPresent()) {
      recorded.keep(use.known().get(), use.shard());
    }
    if (use.previous().isPresent()) {
      recorded.keep(use.previous().get(), use.shard());
    }
    if (recorded.lost() > 0) {
      terminal.complain(
          (recorded.lost() == 1
                  ? "1 baseline entry in the old format cannot be kept, because its file was"
                  : recorded.lost()
                      + " baseline entries in the old format cannot be kept, because their files"
                      + " were")
              + " not checked; write the baseline for all files once");
    }
    target.write(recorded.recorded());
  }

  private void prune(Baseline known) throws IOException {
    for (Stale entry : stale) {
      known.remove(entry.file(), entry.key(), entry.times());
    }
    gone().forEach(known::remove);
    known.applyRenames();
    if (use.knownFile().isPresent()) {
      use.knownFile().get().write(known);
    }
  }

  private void listStale() {
    List<String> entries = new ArrayList<>();
    stale.forEach(entry -> entries.add(entry.input() + ": " + entry.key()));
    gone().forEach(file -> entries.add(file + ": there is no such file"));
    for (String entry : entries.subList(0, Math.min(MOST_LISTED, entries.size()))) {
      terminal.complain("baseline entry no longer found: " + entry);
    }
    if (entries.size() > MOST_LISTED) {
      terminal.complain("and " + (entries.size() - MOST_LISTED) + " more");
    }
  }

  /** A line on the baseline for the summary; empty if there is none. */
  public Optional<String> summary() {
    if (use.target().isPresent()) {
      return use.target()
          .map(file -> "baseline " + name(file) + ": " + known() + " recorded" + excluded());
    }
    if (use.knownFile().isEmpty()) {
      return use.known().map(baseline -> known() + " hidden");
    }
    List<String> parts = new ArrayList<>();
    parts.add(known() + " hidden");
    int entries = staleEntries();
    if (entries > 0) {
      String verb = use.prune() ? "removed" : "stale (--prune-baseline removes them)";
      parts.add(Quantity.of(entries, "entry", "entries") + " " + verb);
    }
    int moved = use.known().map(known -> known.renamed().size()).orElse(0);
    if (moved > 0) {
      parts.add(Quantity.of(moved, "file was renamed", "files were renamed"));
    }
    return Optional.of("baseline " + name(use.knownFile().get()) + ": " + String.join(", ", parts));
  }

  private String excluded() {
    return recorder
        .filter(it -> it.excluded() > 0)
        .map(
            it ->
                ", "
                    + Quantity.grouped(it.excluded(), "finding")
                    + " cannot be recorded: "
                    + it.unrecordable().stream().map(Enum::name).collect(Collectors.joining(", ")))
        .orElse("");
  }

  private String known() {
    return Quantity.grouped(hidden, "known finding");
  }

  private static String name(BaselineFile file) {
    return FileNames.shown(file.path());
  }
}
