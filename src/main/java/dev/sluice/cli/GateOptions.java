package dev.sluice.cli;

import dev.sluice.cli.gate.Baseline;
import dev.sluice.cli.gate.BaselineFile;
import dev.sluice.cli.gate.GateRun;
import dev.sluice.cli.gate.MaxSeverity;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.error.UnwritableTargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
              + " warning: also errors tolerated by the lenient profile; info: also warnings;"
              + " none: any finding.")
  private MaxSeverity max = MaxSeverity.ERROR;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Ignore the findings recorded in FILE.")
  private @Nullable String baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description =
          "Record all failing findings in FILE, which is new or a baseline, and pass. Entries from"
              + " --baseline for files not checked now are kept.")
  private @Nullable String target;

  /**
   * Opens a gate with these options; an invalid baseline file is wrong usage.
   *
   * @throws UnwritableTargetException if the new baseline cannot be written
   */
  GateRun open(Terminal terminal) {
    CommandLine line = command.commandLine();
    String from = baseline;
    String to = target;
    Optional<Baseline> known =
        from == null ? Optional.empty() : Optional.of(BaselineFile.of(from, line).read(line));
    Optional<BaselineFile> written =
        to == null ? Optional.empty() : Optional.of(BaselineFile.of(to, line));
    written.ifPresent(file -> file.requireNoOtherContent(line));
    written.ifPresent(BaselineFile::check); // before the run, which can take long
    return new GateRun(terminal, max, known, written);
  }
}
