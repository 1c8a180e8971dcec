package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.Answers;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.gate.BaselineUse;
import dev.sluice.cli.gate.FindingPolicy;
import dev.sluice.cli.gate.GateRun;
import dev.sluice.cli.gate.Settings;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.report.ReportSet;
import dev.sluice.cli.report.Tally;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.lint.Linter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Checks documents and shows all findings. */
@Command(
    name = "validate",
    description = "Check documents (strictly by default) and show all findings.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice validate --max-severity warning --format github flows")
final class ValidateCommand implements Callable<Integer>, ExitCode.SoFar {

  private final Terminal terminal;
  private final Tally tally = new Tally();

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private CheckOptions checkOptions = new CheckOptions();
  @Mixin private GateOptions gateOptions = new GateOptions();
  @Mixin private ReportOptions reportOptions = new ReportOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description =
          "Documents, plain or compressed with gzip or zstd, and directories of them; - reads"
              + " standard input.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--all",
      description =
          "Also report files in directories that are not workflows, such as package.json or a JSON"
              + " Schema; they are counted otherwise.")
  private boolean all;

  @Option(
      names = "--hidden",
      description = "Also look into hidden directories and into node_modules, target and build.")
  private boolean hidden;

  @Option(
      names = "--allow-empty",
      description = "Succeed even if no workflow was checked; by default, that is a failure.")
  private boolean allowEmpty;

  ValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    List<String> distinct = Inputs.of(spec.commandLine(), paths);
    Settings settings = Settings.NONE;
    options.configure(settings);
    FindingPolicy policy = checkOptions.policy(settings);
    BaselineUse baselines = gateOptions.baselines(settings);
    GateRun gate = new GateRun(terminal, gateOptions.maxSeverity(settings), policy, baselines);
    Progress progress = new Progress(terminal, "file", total(), System::nanoTime);
    Scheduler scheduler = options.scheduler();
    boolean lints = Linter.codes().stream().anyMatch(policy::selects);
    boolean places = baselines.needsPlaces() || reportOptions.showsPlaces();
    Flux<Input> inputs =
        Inputs.within(
            distinct,
            hidden,
            terminal.input(),
            lints || places || reportOptions.readsAgain(),
            scheduler);
    try (ReportSet report = reportOptions.open(terminal, options.limits());
        WorkflowLoader loader = options.loader(Profile.STRICT, scheduler);
        WorkflowLoader lenient = options.lenientLoader(scheduler);
        Stream<Answer> answers = answers(loader, lenient, inputs, lints, places)) {
      report.begin();
      for (Iterator<Answer> rest = answers.iterator(); rest.hasNext(); ) {
        Answer answer = rest.next();
        if (isLeftOut(answer)) {
          tally.leaveOut();
        } else {
          Verdict verdict = gate.judge(answer);
          tally.add(verdict);
          report.write(verdict);
          options.printTime(terminal, answer);
        }
        progress.advance();
      }
      report.end(tally);
    } finally {
      scheduler.dispose();
      progress.hide();
    }
    gate.close();
    if (!reportOptions.isQuiet()) {
      summary(gate, Duration.ofNanos(System.nanoTime() - start));
    }
    if (tally.isEmpty() && !allowEmpty) {
      terminal.complain(nothingChecked());
      return ExitCode.REJECTED;
    }
    return Math.max(tally.exitCode(), gate.exitCode());
  }

  private void summary(GateRun gate, Duration took) {
    List<String> lines = new ArrayList<>(tally.summary(took, reportOptions.showsInfos()));
    gate.summary().ifPresent(lines::add);
    for (String line : lines) {
      LineWrap.of(line, terminal.columns()).lines().forEach(terminal::complain);
    }
  }

  private Stream<Answer> answers(
      WorkflowLoader loader,
      WorkflowLoader lenient,
      Flux<Input> inputs,
      boolean lints,
      boolean places) {
    Limits limits = options.limits();
    Function<Answer, Mono<Answer>> then =
        answer -> places ? answer.placed(limits) : Mono.just(answer);
    int threads = options.threads();
    return lints
        ? Answers.linted(loader, lenient, new Linter(limits), inputs, threads, then)
        : Answers.checked(loader, inputs, threads, then);
  }

  /** The message if no workflow was checked, which is most likely a mistake in the arguments. */
  private String nothingChecked() {
    return spec.qualifiedName()
        + ": no workflow found in "
        + String.join(", ", paths)
        + (tally.leftOut() > 0
            ? ": --all also reports skipped files"
            : ": only *.json, *.json.gz and *.json.zst are searched")
        + ", --allow-empty passes an empty run";
  }

  @Override
  public int exitCode() {
    return tally.exitCode();
  }

  /** Skips foreign documents found in directories; files named explicitly are reported. */
  private boolean isLeftOut(Answer answer) {
    return answer.input().found() && !all && answer.report().foreign();
  }

  /** The number of inputs; unknown if there are directories. */
  private OptionalLong total() {
    return paths.stream().anyMatch(Inputs::isDirectory)
        ? OptionalLong.empty()
        : OptionalLong.of(paths.size());
  }
}
