package dev.sluice.cli;

import dev.sluice.cli.answer.Shard;
import dev.sluice.cli.gate.Baseline;
import dev.sluice.cli.gate.BaselineFile;
import dev.sluice.cli.gate.BaselineUse;
import dev.sluice.cli.gate.MaxSeverity;
import dev.sluice.cli.gate.Settings;
import dev.sluice.error.UnwritableTargetException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that determine which findings make an input fail. */
@Command
final class GateOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--max-severity",
      paramLabel = "error|warning|info|none",
      completionCandidates = Completions.Severities.class,
      description =
          "The highest severity that still passes. error (default): only rejected documents fail;"
              + " warning: errors that the lenient profile tolerates fail too; info: warnings fail"
              + " too; none: any finding fails.")
  private @Nullable MaxSeverity max;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Ignore the findings recorded in FILE.")
  private @Nullable String baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description =
          "Record in FILE all findings that cause a failure, and pass. FILE is new or a baseline,"
              + " whose entries for files that are not checked in this run are kept.")
  private @Nullable String target;

  @Option(
      names = "--prune-baseline",
      description = "Remove from the baseline the entries whose findings no longer occur.")
  private boolean prune;

  @Option(
      names = "--fail-on-stale",
      description = "Fail if the finding of a baseline entry no longer occurs.")
  private boolean failOnStale;

  /**
   * How these options and the settings use baselines.
   *
   * @param shard the part of the files that is checked
   * @throws UnwritableTargetException if the new baseline cannot be written
   * @throws IOException if the known baseline cannot be read
   */
  BaselineUse baselines(Settings settings, Shard shard) throws IOException {
    requireWhole(shard);
    CommandLine line = command.commandLine();
    String from = baseline == null ? settings.baseline().orElse(null) : baseline;
    String to = target;
    if (from == null && (prune || failOnStale)) {
      throw new ParameterException(
          line, (prune ? "--prune-baseline" : "--fail-on-stale") + " requires --baseline");
    }
    if (prune && to != null) {
      throw new ParameterException(
          line, "--prune-baseline and --write-baseline cannot be combined");
    }
    Optional<BaselineFile> written =
        to == null ? Optional.empty() : Optional.of(BaselineFile.of(to, line));
    Optional<Baseline> previous = written.flatMap(file -> file.readPrevious(line));
    written.ifPresent(BaselineFile::check); // before the run, which can take long
    Optional<BaselineFile> source =
        from == null ? Optional.empty() : Optional.of(BaselineFile.of(from, line));
    Optional<Baseline> known = Optional.empty();
    // a configured baseline that is written for the first time does not exist yet
    if (source.isPresent() && (baseline != null || to == null || source.get().exists())) {
      known =
          Optional.of(
              baseline != null ? source.get().readKnown() : source.get().readConfigured(settings));
    }
    return new BaselineUse(known, source, written, previous, prune, failOnStale, shard);
  }

  /**
   * Refuses what needs all files of a run: a file that no longer exists may have been renamed to
   * one of another shard.
   */
  private void requireWhole(Shard shard) {
    if (shard.count() > 1 && (prune || failOnStale)) {
      throw new ParameterException(
          command.commandLine(),
          (prune ? "--prune-baseline" : "--fail-on-stale")
              + " and --shard cannot be combined, because entries of the baseline can belong to"
              + " files of other shards");
    }
  }

  /** The highest severity that passes. */
  MaxSeverity maxSeverity(Settings settings) {
    MaxSeverity given = max;
    return given == null ? settings.maxSeverity().orElse(MaxSeverity.ERROR) : given;
  }
}
