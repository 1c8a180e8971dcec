package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.fix.FixFormat;
import dev.sluice.cli.fix.FixJson;
import dev.sluice.cli.fix.FixTally;
import dev.sluice.cli.fix.FixText;
import dev.sluice.cli.fix.FixedInput;
import dev.sluice.cli.fix.FixedInput.Outcome;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.fix.Fix;
import dev.sluice.fix.FixOptions;
import dev.sluice.fix.WorkflowFixer;
import dev.sluice.model.FindingCode;
import dev.sluice.registry.NodeRegistries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Corrects documents in place. */
@Command(
    name = "fix",
    description = {
      "Correct documents in place: obsolete node types, dialects, duplicates, ids.",
      "Only the corrected parts of a file are changed. The file is replaced atomically, or left as"
          + " it is if a correction would cause an error."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice fix --diff --select MIGRATED_TYPE flows")
final class FixCommand implements Callable<Integer>, ExitCode.SoFar {

  private final Terminal terminal;
  private final FixTally tally = new FixTally();

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private ExclusionOptions exclusion = new ExclusionOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description =
          "Documents, plain or compressed, and directories of them; - reads standard input and"
              + " writes the result to standard output.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--check",
      description = "Write nothing, and exit with 1 if something would change.")
  private boolean check;

  @Option(
      names = "--diff",
      description = "Write nothing, and show the changed lines. Secrets are masked.")
  private boolean diff;

  @Option(
      names = "--unsafe",
      description =
          "Also make corrections that may change what a workflow does: replace an unknown type,"
              + " port or config key by the only similar name, apply migrations that lose"
              + " something, and remove connections from or to nodes that do not exist.")
  private boolean unsafe;

  @Option(
      names = "--select",
      paramLabel = "CODE",
      split = ",",
      completionCandidates = Completions.FixableCodes.class,
      description = "Correct only these kinds of findings.")
  private List<FindingCode> selected = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "CODE",
      split = ",",
      completionCandidates = Completions.FixableCodes.class,
      description = "Do not correct these kinds of findings.")
  private List<FindingCode> ignored = new ArrayList<>();

  @Option(
      names = "--fail-on-change",
      description = "Exit with 1 if a file was changed, as commit hooks require.")
  private boolean failOnChange;

  @Option(
      names = "--force",
      description =
          "Also replace files with several hard links; the other links keep the old content.")
  private boolean force;

  @Option(
      names = "--json",
      description = "Print one line of JSON for each document, and a summary.")
  private boolean json;

  @Option(
      names = "--quiet",
      description = "Print only the findings that remain, without corrections and summary.")
  private boolean quiet;

  FixCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FixOptions wanted = new FixOptions(codes(), unsafe);
    Predicate<Input> filter = exclusion.filter(options);
    List<String> distinct = Inputs.of(spec.commandLine(), paths);
    Progress progress = new Progress(terminal, "file", total(), System::nanoTime);
    Scheduler scheduler = options.scheduler();
    FixFormat format = json ? new FixJson(terminal) : new FixText(terminal, quiet);
    Flux<Input> inputs =
        Inputs.within(distinct, exclusion.includesHidden(), terminal.input(), false, scheduler)
            .filter(filter);
    try (WorkflowLoader loader = options.wholeLoader(scheduler);
        Stream<FixedInput> all =
            FixedInput.all(
                new WorkflowFixer(loader, NodeRegistries.builtIn(), options.limits(), wanted),
                inputs,
                options.threads())) {
      FixedFiles files = new FixedFiles(terminal, loader, check || diff, force);
      for (Iterator<FixedInput> rest = all.iterator(); rest.hasNext(); ) {
        FixedInput fixed = rest.next();
        if (fixed.isForeign()) {
          tally.skip();
        } else {
          report(fixed, files, format);
        }
        progress.advance();
      }
      format.end(tally);
    } finally {
      scheduler.dispose();
      progress.hide();
    }
    if (tally.isEmpty()) {
      terminal.complain(spec.qualifiedName() + ": " + exclusion.nothingFound(paths));
      return ExitCode.REJECTED;
    }
    return exitCode();
  }

  private void report(FixedInput fixed, FixedFiles files, FixFormat format) throws IOException {
    List<String> changes = diff && !json ? files.changes(fixed) : List.of();
    FixedInput written = files.write(fixed);
    tally.add(written);
    if (FixedFiles.isStandardInput(fixed) && !check && !diff) {
      written.error().ifPresent(error -> terminal.complain(error.message()));
    } else {
      format.write(written, changes);
    }
  }

  private Set<FindingCode> codes() {
    Set<FindingCode> codes = EnumSet.noneOf(FindingCode.class);
    codes.addAll(selected.isEmpty() ? Fix.CODES : selected);
    for (FindingCode code : Stream.concat(selected.stream(), ignored.stream()).toList()) {
      if (!Fix.CODES.contains(code)) {
        throw new ParameterException(
            spec.commandLine(),
            code
                + " cannot be corrected automatically; these can: "
                + String.join(", ", new Completions.FixableCodes()));
      }
    }
    codes.removeAll(ignored);
    return codes;
  }

  @Override
  public int exitCode() {
    boolean wouldChange = check && tally.count(Outcome.FIXABLE) > 0;
    boolean changed = failOnChange && tally.count(Outcome.FIXED) > 0;
    return Math.max(
        tally.exitCode(), wouldChange || changed ? ExitCode.REJECTED : ExitCode.ACCEPTED);
  }

  /** The number of inputs; unknown if there are directories. */
  private OptionalLong total() {
    return paths.stream().anyMatch(Inputs::isDirectory)
        ? OptionalLong.empty()
        : OptionalLong.of(paths.size());
  }
}
