package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.Answers;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Compression;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.AtomicFile;
import dev.sluice.file.Leftovers;
import dev.sluice.load.KeptSource;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.write.CompressionStatistics;
import dev.sluice.write.WorkflowWriter;
import dev.sluice.write.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Rewrites a document: compressed, reformatted, migrated or in canonical form. */
@Command(
    name = "convert",
    description = {
      "Rewrite documents: compress, reformat, migrate or canonicalise them.",
      "Everything else keeps its bytes. Files are replaced atomically.",
      "sluice convert IN OUT, or many inputs with --in-place or --out DIR."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice convert --pretty --migrate flows/old.json.gz flows/new.json")
final class ConvertCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";
  private static final String STANDARD_OUTPUT = "-";

  /** Names that may lead to a regular file, which must be written to and not replaced. */
  private static final Set<String> OUTPUTS =
      Set.of("/dev/stdout", "/dev/stderr", "/dev/fd/1", "/dev/fd/2");

  private final Terminal terminal;
  private String in = "";
  private String out = "";

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private ExclusionOptions exclusion = new ExclusionOptions();
  @Mixin private WriterOptions writing = new WriterOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "IN and OUT: the document to read, plain or compressed, and the file to write, which is"
              + " gzip if its name ends in .gz, zstd if it ends in .zst, else plain; - is standard"
              + " input or output. With --in-place or --out: documents, and directories of them.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--in-place",
      description =
          "Convert many documents, and write each to the directory that contains it; with --to,"
              + " their names get another extension.")
  private boolean inPlace;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Convert many documents into DIR, keeping their subdirectories.")
  private @Nullable String directory;

  @Option(
      names = "--rm",
      description =
          "With many documents: remove each source whose target has another name, after the target"
              + " was verified.")
  private boolean remove;

  @Option(
      names = "--check",
      description = "With many documents: write nothing, and exit with 1 if any would change.")
  private boolean check;

  @Option(
      names = "--json",
      description = "With many documents: print one line of JSON for each of them.")
  private boolean json;

  @Option(names = "--force", description = "Overwrite files that exist.")
  private boolean force;

  @Option(
      names = "--stats",
      description =
          "Print the size of the document in each compression; to standard error if OUT is -.")
  private boolean stats;

  ConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String given = directory;
    if (inPlace || given != null) {
      return convertMany(Optional.ofNullable(given));
    }
    boolean hasOptionsOfMany =
        remove || check || json || exclusion.includesHidden() || exclusion.hasPatterns();
    if (files.size() != 2 || hasOptionsOfMany) {
      throw new ParameterException(
          spec.commandLine(),
          files.size() == 2
              ? "--rm, --check, --json, --hidden and --exclude require --in-place or --out"
              : "Expected IN and OUT; many documents require --in-place or --out DIR");
    }
    in = files.get(0);
    out = files.get(1);
    exclusion.configure(options);
    return convertOne();
  }

  private int convertMany(Optional<String> given) throws IOException {
    if (inPlace && given.isPresent()) {
      throw new ParameterException(spec.commandLine(), "--in-place and --out cannot be combined");
    }
    if (stats) {
      throw new ParameterException(spec.commandLine(), "--stats requires IN and OUT");
    }
    ConversionRun run =
        new ConversionRun(spec.commandLine(), terminal, options, writing.optionsOfMany());
    return run.convert(
        files,
        exclusion,
        json,
        given,
        writing.compression(),
        new ConversionRun.Writing(check, force, remove));
  }

  private int convertOne() throws IOException {
    WriteOptions wanted = writing.options(compressionOfName());
    Path target = target();
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler)) {
      Input input = Inputs.of(in, terminal.input(), false);
      KeptSource source = new KeptSource(input.source());
      Answer answer = load(loader, new Input(input.name(), source, input.found()));
      options.printTime(terminal, answer);
      if (answer.definition().isEmpty()) {
        explain(answer);
        return ExitCode.of(answer);
      }
      WriteOptions written = likeSource(wanted).withTextOf(source.kept());
      return write(loader, scheduler, answer.definition().get(), target, written);
    } finally {
      scheduler.dispose();
    }
  }

  private Compression compressionOfName() {
    return isStandardOutput() ? Compression.PLAIN : Compression.ofName(out);
  }

  private boolean isStandardOutput() {
    return out.equals(STANDARD_OUTPUT);
  }

  private Path target() throws IOException {
    Path target;
    try {
      target = FileNames.path(out);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          spec.commandLine(), "Not a valid file name: " + out + ": " + e.getReason(), e);
    }
    if (FileNames.endsWithSlash(out) && !Files.isDirectory(target)) {
      throw new ParameterException(
          spec.commandLine(), "Not a valid file name: " + out + ": it ends with a slash");
    }
    if (!isStandardOutput()) {
      check(target);
    }
    return target;
  }

  private void check(Path target) throws IOException {
    if (OUTPUTS.contains(out)
        || (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target))) {
      throw new IOException(
          FileNames.shown(target) + " is not a regular file; use - for standard output");
    }
    if (!force && Files.isRegularFile(target)) {
      throw new IOException(FileNames.shown(target) + " already exists (use --force to overwrite)");
    }
    new AtomicFile(target, new Leftovers(Clock.systemUTC())).check();
  }

  /**
   * Gives a new file the source's permissions and time, so that a private document stays private.
   */
  private WriteOptions likeSource(WriteOptions wanted) {
    return in.equals(STANDARD_INPUT) ? wanted : wanted.withTraitsOf(FileNames.path(in));
  }

  private static Answer load(WorkflowLoader loader, Input input) {
    Flux<Input> inputs = Flux.just(input);
    try (Stream<Answer> answers = Answers.of(loader, inputs, 1, UnaryOperator.identity())) {
      return answers.findFirst().orElseThrow();
    }
  }

  private void explain(Answer answer) {
    FindingText text = new FindingText(Paint.OFF);
    answer
        .report()
        .findings()
        .forEach(finding -> text.of(in, finding).lines().forEach(terminal::complain));
  }

  private int write(
      WorkflowLoader loader,
      Scheduler scheduler,
      WorkflowDefinition definition,
      Path target,
      WriteOptions wanted)
      throws IOException {
    try {
      if (isStandardOutput()) {
        print(loader.encode(definition, wanted));
      } else {
        WorkflowWriter writer = new WorkflowWriter(Schedulers.immediate());
        UndoneOnExit.run(writer.write(definition, target, wanted));
      }
      if (stats) {
        print(loader.compressionStatistics(definition, wanted).blockOptional().orElseThrow());
      }
      warn(loader, scheduler, definition, wanted);
      return ExitCode.ACCEPTED;
    } catch (WorkflowException e) {
      String message = String.valueOf(e.getMessage());
      terminal.complain(e.code() == FindingCode.UNWRITABLE ? message : in + ": " + message);
      return e.code() == FindingCode.UNWRITABLE || e.code() == FindingCode.INTERNAL
          ? ExitCode.UNREADABLE
          : ExitCode.REJECTED;
    }
  }

  /** Warns if the written document exceeds the default limits. */
  private void warn(
      WorkflowLoader loader,
      Scheduler scheduler,
      WorkflowDefinition definition,
      WriteOptions wanted) {
    if (options.limits().equals(Limits.untrusted()) && !writing.canGrow()) {
      return; // it was read within these limits, and its content is unchanged
    }
    ByteSource written =
        isStandardOutput()
            ? ByteSource.of(out, loader.encode(definition, wanted))
            : ByteSource.of(FileNames.path(out));
    Optional<String> refusal = refusal(written, Limits.untrusted(), scheduler);
    if (refusal.isPresent()) {
      boolean trusted = refusal(written, Limits.trusted(), scheduler).isEmpty();
      terminal.complain(
          "Warning: "
              + (isStandardOutput() ? "The output" : out)
              + " is refused with the default limits: "
              + refusal.get()
              + "; read it with --limits "
              + (trusted ? "trusted" : "and a file that raises them"));
    }
  }

  private static Optional<String> refusal(ByteSource written, Limits limits, Scheduler scheduler) {
    WorkflowLoader reader =
        WorkflowLoader.builder()
            .profile(Profile.LENIENT)
            .limits(limits.with(Limit.MILLISECONDS, Long.MAX_VALUE))
            .scheduler(scheduler)
            .build();
    try (reader) {
      return reader.validate(written).blockOptional().orElseThrow().findings().stream()
          .filter(finding -> finding.code() == FindingCode.LIMIT_EXCEEDED)
          .map(Finding::message)
          .findFirst();
    } catch (LimitExceededException e) {
      return Optional.of(e.finding().message());
    }
  }

  private void print(Flux<ByteBuffer> bytes) throws IOException {
    try (Stream<ByteBuffer> chunks = bytes.toStream(1)) {
      for (Iterator<ByteBuffer> rest = chunks.iterator(); rest.hasNext(); ) {
        ByteBuffer chunk = rest.next();
        int from = chunk.arrayOffset() + chunk.position();
        terminal.results().write(chunk.array(), from, chunk.remaining());
      }
    }
    terminal.results().flush();
  }

  private void print(CompressionStatistics statistics) throws IOException {
    for (Compression compression : Compression.values()) {
      String line =
          String.format(
              Locale.ROOT,
              "%-5s %,12d bytes %7.2f : 1",
              compression.label(),
              statistics.bytes(compression),
              statistics.ratio(compression));
      if (isStandardOutput()) {
        terminal.complain(line);
      } else {
        terminal.print(line + "\n");
      }
    }
  }
}
