package dev.sluice.cli;

import dev.sluice.cli.answer.AnswerRecord;
import dev.sluice.cli.answer.Answers;
import dev.sluice.cli.answer.FileNames;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import reactor.core.scheduler.Scheduler;

/** The option to continue an interrupted run. */
@Command
final class ResumeOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Record the result of each file in FILE, and check only files for which FILE has no"
              + " result with the same bytes and options.")
  private @Nullable String file;

  /** Whether results are recorded. */
  boolean isGiven() {
    return file != null;
  }

  /**
   * Opens the record; without the option, each input is checked.
   *
   * @param options text that is equal for runs that give the same results
   * @param scheduler reads the inputs
   * @throws IOException if it cannot be read or written
   */
  Answers.Around open(String options, Scheduler scheduler) throws IOException {
    String name = file;
    if (name == null) {
      return (input, check) -> check;
    }
    try {
      return AnswerRecord.open(FileNames.path(name), options, scheduler);
    } catch (InvalidPathException e) {
      throw usageError("Not a valid file name: " + name + ": " + e.getReason(), e);
    } catch (IllegalArgumentException e) {
      throw usageError("--resume cannot use " + name + ": " + e.getMessage(), e);
    }
  }

  private ParameterException usageError(String message, Exception cause) {
    return new ParameterException(command.commandLine(), message, cause);
  }
}
