package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.AnswerJson;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.output.FindingJson;
import dev.sluice.output.JsonOutput;
import dev.sluice.output.SkeletonJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Previews documents without loading them. */
@Command(
    name = "skeleton",
    description =
        "Preview documents without loading them. A preview does not imply that the workflow is"
            + " valid.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice skeleton flows/invoices.json")
final class SkeletonCommand implements Callable<Integer>, ExitCode.SoFar {

  private final Terminal terminal;
  private int exit = ExitCode.ACCEPTED;

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Documents, plain or compressed with gzip or zstd; - reads standard input.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--json", description = "Print one line of JSON for each input.")
  private boolean json;

  SkeletonCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<String> distinct = Inputs.of(spec.commandLine(), files);
    Scheduler scheduler = options.scheduler();
    Flux<Input> inputs =
        Flux.fromIterable(distinct).map(file -> Inputs.of(file, terminal.input(), false));
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler);
        Stream<SkeletonAnswer> answers =
            inputs
                .flatMapSequential(input -> SkeletonAnswer.of(loader, input), options.threads(), 1)
                .toStream(1)) {
      for (Iterator<SkeletonAnswer> rest = answers.iterator(); rest.hasNext(); ) {
        SkeletonAnswer answer = rest.next();
        exit = Math.max(exit, ExitCode.of(answer.answer()));
        write(answer);
        options.printTime(terminal, answer.answer());
      }
    } finally {
      scheduler.dispose();
    }
    return exit;
  }

  @Override
  public int exitCode() {
    return exit;
  }

  private void write(SkeletonAnswer answer) throws IOException {
    if (json) {
      try (JsonGenerator line = JsonOutput.to(terminal.results())) {
        writeTo(line, answer);
        line.writeRaw('\n');
      }
      terminal.results().flush();
    } else {
      String text = new SkeletonText(terminal.paint()).of(answer);
      terminal.print(LineWrap.ofEach(text, terminal.columns()));
    }
  }

  /** Writes one object: the skeleton, or the findings that reject the input. */
  private static void writeTo(JsonGenerator line, SkeletonAnswer answer) throws IOException {
    line.writeStartObject();
    AnswerJson.writeHead(line, answer.answer());
    if (answer.skeleton().isPresent()) {
      SkeletonJson.writeMembers(line, answer.skeleton().get());
    } else {
      FindingJson.writeFindings(line, answer.answer().report());
    }
    line.writeEndObject();
  }
}
