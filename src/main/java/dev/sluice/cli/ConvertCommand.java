package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Compression;
import dev.sluice.config.Profile;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.FindingCode;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.write.CompressionStatistics;
import dev.sluice.write.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
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

/** Writes a document anew: packed, laid out, migrated or made canonical. */
@Command(
    name = "convert",
    description = {
      "Writes a document anew: packed, laid out, migrated or in the canonical form.",
      "What is not asked for stays as it is. The target is replaced as a whole or not at all."
    },
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class)
final class ConvertCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  private final Terminal terminal;

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private WriterOptions writing = new WriterOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "The document, plain or packed; - reads standard input.")
  private String in = "";

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description =
          "The file to write, packed as its name says (.json, .json.gz, .json.zst); - writes to"
              + " standard output.")
  private String out = "";

  @Option(names = "--force", description = "Replaces OUT if it is there.")
  private boolean force;

  @Option(
      names = "--stats",
      description =
          "Tells how many bytes the document has in each compression; on standard error where"
              + " OUT is -.")
  private boolean stats;

  ConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    WriteOptions wanted = writing.options(compressionOfName());
    Path target = target();
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler)) {
      Answer answer = load(loader);
      options.tellTime(terminal, answer);
      if (answer.definition().isEmpty()) {
        explain(answer);
        return ExitCode.of(answer);
      }
      return write(loader, answer.definition().get(), target, wanted);
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

  private Path target() {
    Path target;
    try {
      target = Path.of(out);
    } catch (InvalidPathException e) {
      throw new ParameterException(spec.commandLine(), "OUT is no name of a file: " + out, e);
    }
    if (!isStandardOutput() && !force && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new ParameterException(
          spec.commandLine(), out + " is there already; --force replaces it");
    }
    return target;
  }

  private Answer load(WorkflowLoader loader) {
    Flux<Input> input = Flux.just(Inputs.of(in, terminal.input(), false));
    try (Stream<Answer> answers = Answers.of(loader, input, 1, UnaryOperator.identity())) {
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
      WorkflowLoader loader, WorkflowDefinition definition, Path target, WriteOptions wanted)
      throws IOException {
    try {
      if (isStandardOutput()) {
        print(loader.encode(definition, wanted));
      } else {
        loader.write(definition, target, wanted).block();
      }
      if (stats) {
        tell(loader.compressionStatistics(definition, wanted).blockOptional().orElseThrow());
      }
      return ExitCode.ACCEPTED;
    } catch (WorkflowException e) {
      terminal.complain(String.valueOf(e.getMessage()));
      return e.code() == FindingCode.UNWRITABLE ? ExitCode.UNREADABLE : ExitCode.REJECTED;
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

  private void tell(CompressionStatistics told) throws IOException {
    for (Compression compression : Compression.values()) {
      String line =
          String.format(
              Locale.ROOT,
              "%-5s %,12d bytes %7.2f : 1",
              compression.label(),
              told.bytes(compression),
              told.ratio(compression));
      if (isStandardOutput()) {
        terminal.complain(line);
      } else {
        terminal.print(line + "\n");
      }
    }
  }
}
