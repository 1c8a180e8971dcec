package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.AnswerJson;
import dev.sluice.cli.answer.Answers;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.output.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Fully loads documents and summarises them. */
@Command(
    name = "load",
    description = "Fully load documents and summarise them, with all findings.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice load --json flows/invoices.json")
final class LoadCommand implements Callable<Integer>, ExitCode.SoFar {

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

  LoadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<String> distinct = Inputs.of(spec.commandLine(), files);
    Scheduler scheduler = options.scheduler();
    Flux<Input> inputs =
        Flux.fromIterable(distinct).map(file -> Inputs.of(file, terminal.input(), false));
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler);
        Stream<Answer> answers =
            Answers.of(loader, inputs, options.threads(), UnaryOperator.identity())) {
      for (Iterator<Answer> rest = answers.iterator(); rest.hasNext(); ) {
        Answer answer = rest.next();
        exit = Math.max(exit, ExitCode.of(answer));
        write(answer);
        options.printTime(terminal, answer);
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

  private void write(Answer answer) throws IOException {
    if (json) {
      try (JsonGenerator line = JsonOutput.to(terminal.results())) {
        AnswerJson.write(line, answer);
        line.writeRaw('\n');
      }
      terminal.results().flush();
    } else {
      terminal.print(new LoadText(terminal.paint()).of(answer));
    }
  }
}
