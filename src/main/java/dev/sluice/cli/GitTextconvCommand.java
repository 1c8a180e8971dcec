package dev.sluice.cli;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.git.WorkflowFacts;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.scheduler.Scheduler;

/** Prints a workflow as facts, for git; any other file is printed as it is. */
@Command(
    name = "git-textconv",
    hidden = true,
    description = "Print a workflow with one fact on each line; other files as they are.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice git-textconv --v2 flows/invoice.json")
final class GitTextconvCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private LoaderOptions options = new LoaderOptions();

  @Option(
      names = {"--v2", "--v1"},
      description = "The format of the text; git keeps converted texts until the command changes.")
  @SuppressWarnings("UnusedVariable") // all settings of git get the present format
  private boolean format;

  @Parameters(paramLabel = "FILE", description = "The file.")
  private String file = "";

  GitTextconvCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints the text as a whole or not at all, because git ends if the exit code is not zero. */
  @Override
  public Integer call() throws IOException {
    Path path = FileNames.path(file);
    byte[] text = facts(path).map(found -> found.getBytes(StandardCharsets.UTF_8)).orElse(null);
    terminal.results().write(text == null ? Files.readAllBytes(path) : text);
    terminal.results().flush();
    return ExitCode.ACCEPTED;
  }

  private Optional<String> facts(Path path) {
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler)) {
      ReadResult document = loader.tryRead(ByteSource.of(path)).blockOptional().orElseThrow();
      return document.report().foreign()
          ? Optional.empty()
          : document.definition().map(WorkflowFacts::of);
    } catch (RuntimeException e) {
      return Optional.empty(); // then the file is shown as it is, whatever the reason
    } finally {
      scheduler.dispose();
    }
  }
}
