package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.Answers;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.gate.Baseline;
import dev.sluice.cli.gate.BaselineUse;
import dev.sluice.cli.gate.FindingPolicy;
import dev.sluice.cli.gate.GateRun;
import dev.sluice.cli.gate.Settings;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.git.ChangedFiles;
import dev.sluice.cli.git.ChangedFiles.ChangedFile;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.report.ReportSet;
import dev.sluice.cli.report.Tally;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.lint.Linter;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.Disposable;
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
  private boolean lints;
  private boolean places;
  private boolean types;

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private FileOptions fileOptions = new FileOptions();
  @Mixin private ConfigOptions configOptions = new ConfigOptions();
  @Mixin private CheckOptions checkOptions = new CheckOptions();
  @Mixin private GateOptions gateOptions = new GateOptions();
  @Mixin private ReportOptions reportOptions = new ReportOptions();
  @Mixin private ResumeOptions resumeOptions = new ResumeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "Documents, plain or compressed with gzip or zstd, and directories of them; - reads"
              + " standard input.")
  private List<String> paths = new ArrayList<>();

  ValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    Settings settings = configOptions.settings();
    options.configure(settings);
    FileOptions.Selection files = fileOptions.files(paths, settings, terminal.input());
    List<String> distinct = fileOptions.distinct(files);
    for (String submodule : fileOptions.submodules()) {
      terminal.complain(
          spec.qualifiedName()
              + ": the submodule "
              + submodule
              + " has changed, and its files are not checked; run the command in it");
    }
    FindingPolicy policy = checkOptions.policy(settings);
    lints = Linter.codes().stream().anyMatch(policy::selects);
    Linter ofFiles = new Linter(options.limits(), policy::selects).banning(settings.bannedTypes());
    BaselineUse baselines = gateOptions.baselines(settings, fileOptions.shard());
    places =
        baselines.needsPlaces()
            || fileOptions.hidesEarlier()
            || policy.needsPlaces()
            || resumeOptions.isGiven()
            || reportOptions.showsPlaces();
    types = policy.needsTypes();
    Progress progress = new Progress(terminal, "file", OptionalLong.empty(), System::nanoTime);
    Scheduler scheduler = options.scheduler();
    Flux<Input> inputs =
        Inputs.within(
                distinct,
                fileOptions.includesHidden(),
                terminal.input(),
                lints || places || reportOptions.readsAgain() || reportOptions.showsFixes(),
                scheduler)
            .filter(input -> fileOptions.isChecked(input, files))
            .map(input -> fileOptions.shown(input, files));
    Disposable counting =
        FileCount.begin(
            progress,
            counter ->
                Inputs.within(
                        distinct,
                        fileOptions.includesHidden(),
                        InputStream.nullInputStream(),
                        false,
                        counter)
                    .filter(input -> !fileOptions.isSkipped(input, files)));
    List<Path> roots = distinct.stream().filter(Inputs::isDirectory).map(FileNames::path).toList();
    try (ReportSet report = reportOptions.open(terminal, options.limits(), baselines.isWritten());
        Answers.Around recorded = resumeOptions.open(checkText(policy, settings), scheduler);
        WorkflowLoader loader = options.loader(Profile.STRICT, scheduler);
        WorkflowLoader lenient = options.lenientLoader(scheduler);
        FixMarks marks = new FixMarks(options, scheduler);
        Stream<Answer> answers =
            answers(
                loader,
                lenient,
                ofTrees(ofFiles, lenient, policy, roots, distinct, scheduler),
                inputs,
                recorded,
                reportOptions.showsFixes() ? marks::mark : Mono::just)) {
      GateRun gate =
          new GateRun(
              terminal,
              gateOptions.maxSeverity(settings),
              policy,
              files.changed().isPresent() && fileOptions.hidesEarlier()
                  ? withEarlier(baselines, files.changed().get(), loader, lenient, ofFiles)
                  : baselines);
      report.begin();
      for (Iterator<Answer> rest = answers.iterator(); rest.hasNext(); ) {
        Answer answer = rest.next();
        if (isSkipped(answer)) {
          tally.skip();
        } else {
          Verdict verdict = gate.judge(answer);
          tally.add(verdict);
          report.write(verdict);
          options.printTime(terminal, answer);
        }
        progress.advance();
      }
      tally.exclude(files.exclusions().files());
      report.end(tally);
      progress.hide();
      report.failures().forEach(terminal::complain);
      int written = report.failures().isEmpty() ? ExitCode.ACCEPTED : ExitCode.UNREADABLE;
      gate.close();
      if (!reportOptions.isQuiet()) {
        summary(gate, Duration.ofNanos(System.nanoTime() - start));
      }
      if (tally.isEmpty() && !fileOptions.allowsEmpty()) {
        terminal.complain(nothingChecked(files.exclusions()));
        return Math.max(ExitCode.REJECTED, written);
      }
      return Math.max(written, Math.max(tally.exitCode(), gate.exitCode()));
    } finally {
      counting.dispose();
      scheduler.dispose();
      progress.hide();
    }
  }

  private void summary(GateRun gate, Duration took) {
    List<String> lines =
        new ArrayList<>(tally.summary(Optional.of(took), reportOptions.showsInfos()));
    gate.summary().ifPresent(lines::add);
    for (String line : lines) {
      LineWrap.of(line, terminal.columns()).lines().forEach(terminal::complain);
    }
  }

  /** The linter, which knows the references between the files if whole directories are checked. */
  private Linter ofTrees(
      Linter linter,
      WorkflowLoader lenient,
      FindingPolicy policy,
      List<Path> roots,
      List<String> distinct,
      Scheduler scheduler) {
    boolean isWanted = Linter.codesOfReferences().stream().anyMatch(policy::selects);
    if (!isWanted || roots.isEmpty() || fileOptions.isPartial()) {
      return linter;
    }
    Flux<Input> all =
        Inputs.within(
            distinct,
            fileOptions.includesHidden(),
            InputStream.nullInputStream(),
            false,
            scheduler);
    return new ReferenceScan(lenient, all, options.threads())
        .references(roots)
        .map(linter::with)
        .orElse(linter);
  }

  private Stream<Answer> answers(
      WorkflowLoader loader,
      WorkflowLoader lenient,
      Linter linter,
      Flux<Input> inputs,
      Answers.Around recorded,
      Function<Answer, Mono<Answer>> marks) {
    Limits limits = options.limits();
    Answers.Around around =
        (input, check) -> {
          Mono<Answer> placed = places ? check.flatMap(it -> it.placed(limits, types)) : check;
          boolean concernsOthers = input.source().file().filter(linter::hasReferences).isPresent();
          return (concernsOthers ? placed : recorded.answer(input, placed)).flatMap(marks);
        };
    int threads = options.threads();
    return lints
        ? Answers.linted(loader, lenient, linter, inputs, threads, around)
        : Answers.checked(loader, inputs, threads, around);
  }

  /** Everything that the result of a check depends on, except the document. */
  private String checkText(FindingPolicy policy, Settings settings) {
    List<String> rules =
        Linter.codes().stream().filter(policy::selects).map(Enum::name).sorted().toList();
    return String.join(
        " ",
        ProgramVersion.current(),
        options.checkText(Profile.STRICT),
        rules.toString(),
        settings.bannedTypes().toString(),
        Boolean.toString(types));
  }

  /** The baseline with the findings that changed files had before. */
  private BaselineUse withEarlier(
      BaselineUse use,
      ChangedFiles changed,
      WorkflowLoader loader,
      WorkflowLoader lenient,
      Linter linter)
      throws IOException {
    Baseline known = use.known().orElseGet(Baseline::empty);
    if (known.isInFirstForm()) {
      throw new IOException(
          "--new-since requires a baseline in the new format; rewrite it with --write-baseline");
    }
    for (ChangedFile file : changed.files()) {
      if (file.before().isPresent()) {
        byte[] bytes = changed.before(file.before().get());
        String name = FileNames.shown(file.path());
        Input before = new Input(name, ByteSource.of(name, bytes), true);
        try (Stream<Answer> answers =
            answers(
                loader, lenient, linter, Flux.just(before), (input, check) -> check, Mono::just)) {
          answers.forEach(known::addEarlier);
        }
      }
    }
    return use.withEarlier(known);
  }

  /** The message if no workflow was checked, which is most likely a mistake in the arguments. */
  private String nothingChecked(Exclusions exclusions) {
    String reason =
        ": only *.json, *.json.gz and *.json.zst are searched, unless an ignore file excludes them";
    if (!fileOptions.excludedNames().isEmpty()) {
      reason = ": excluded " + String.join(", ", fileOptions.excludedNames());
    } else if (exclusions.files() > 0) {
      reason = ": " + exclusions.summary();
    } else if (tally.skipped() > 0) {
      reason = ": --all also reports skipped files";
    }
    return spec.qualifiedName()
        + ": no workflow found in "
        + String.join(", ", paths)
        + reason
        + "; use --allow-empty to pass anyway";
  }

  @Override
  public int exitCode() {
    return tally.exitCode();
  }

  /** Skips foreign documents found in directories; files named explicitly are reported. */
  private boolean isSkipped(Answer answer) {
    return answer.input().found() && !fileOptions.includesForeign() && answer.report().foreign();
  }
}
