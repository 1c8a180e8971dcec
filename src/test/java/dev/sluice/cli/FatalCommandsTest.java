package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.fatal.Spots;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/**
 * Wherever in a command memory or the stack runs out or a class is missing, the command ends with
 * an exit code that says so, or with the error itself, at which {@link UncaughtErrorHandler} ends
 * the process; never does it go on waiting, or say that all is well.
 */
class FatalCommandsTest {

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "dev\\.sluice\\.flow\\.Crossing\\.(end|ended|fail|on[A-Z]\\w*|signal|stop)\\(.*");

  /** How many times a run over three documents is stopped at a spot. */
  private static final int MOST_PASSES = 12;

  @Test
  void everyMethod_throwsAFatalError_endsTheCommand(@TempDir Path directory) throws Exception {
    String document = Workflows.workflow(Workflows.START + "," + Workflows.node("a", "LogNoed"));
    Path file = Files.writeString(directory.resolve("a.json"), document);
    Path output = directory.resolve("out.json.gz");
    List<List<Object>> commands =
        List.of(
            List.of("validate", file),
            List.of("validate", "--format", "json", directory),
            List.of("load", "--json", file),
            List.of("skeleton", file),
            List.of("scan", directory),
            List.of("convert", file, output),
            List.of("types", "LogNode"));
    List<String> wrong = new ArrayList<>();
    Set<String> tried = new HashSet<>();
    int thrown = 0;
    try (Spots spots = new Spots()) {
      for (List<Object> command : commands) {
        CliRun sound = run(output, command).get();
        for (String spot : spots.passedBy(() -> run(output, command))) {
          if (tried.add(spot)) {
            AtomicReference<Optional<CliRun>> end = new AtomicReference<>();
            Error error = errors().get(Math.floorMod(spot.hashCode(), 3)).get();
            if (spots.throwAt(spot, error, () -> end.set(run(output, command)))) {
              thrown++;
              end.get()
                  .filter(run -> !isAnswer(run, sound))
                  .ifPresent(run -> wrong.add(command + ", " + error + " at " + spot + ": " + run));
            }
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(thrown).isGreaterThan(1_000);
  }

  /** Several documents pass the boundaries repeatedly. */
  @Test
  void endOfAnyDocumentOfADirectory_throwsAFatalError_endsTheCommand(@TempDir Path directory)
      throws Exception {
    for (String name : List.of("a.json", "b.json", "c.json")) {
      Files.writeString(directory.resolve(name), Workflows.workflow(Workflows.START));
    }
    List<Object> command = List.of("validate", "--format", "json", directory);
    List<String> wrong = new ArrayList<>();
    int thrown = 0;
    try (Spots spots = new Spots()) {
      CliRun sound = run(directory.resolve("none"), command).get();
      for (String spot : spots.passedBy(() -> run(directory.resolve("none"), command))) {
        if (!BOUNDARY.matcher(spot).matches()) {
          continue;
        }
        for (int time = 1; time <= MOST_PASSES; time++) {
          AtomicReference<Optional<CliRun>> end = new AtomicReference<>();
          Error error = new OutOfMemoryError("made up");
          if (spots.throwAt(
              spot, time, error, () -> end.set(run(directory.resolve("none"), command)))) {
            thrown++;
            String what = spot + " " + time + ": ";
            end.get().filter(run -> !isAnswer(run, sound)).ifPresent(run -> wrong.add(what + run));
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(thrown).isGreaterThan(20);
  }

  private static List<Supplier<Error>> errors() {
    return List.of(
        () -> new OutOfMemoryError("made up"),
        () -> new StackOverflowError("made up"),
        () -> new NoClassDefFoundError("made up"));
  }

  /** Whether a run says what it says undisturbed, or that something is wrong. */
  private static boolean isAnswer(CliRun run, CliRun sound) {
    return (run.exit() == sound.exit() && run.out().length() == sound.out().length())
        || run.exit() == ExitCode.UNREADABLE
        || run.out().contains("NODE_CREATION_FAILED")
        || run.out().contains("INTERNAL")
        || run.err().contains("internal error");
  }

  /** A run on a separate thread; empty if an error reaches the main thread or a task's end. */
  private static Optional<CliRun> run(Path output, List<Object> command) {
    CompletableFuture<CliRun> run = new CompletableFuture<>();
    Schedulers.onHandleError((thread, error) -> run.completeExceptionally(error));
    try {
      Files.deleteIfExists(output);
      run.completeAsync(() -> CliRun.of(command.toArray()));
      return Optional.of(run.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (IOException | InterruptedException | TimeoutException e) {
      return Optional.of(new CliRun(-1, "", "goes on"));
    } finally {
      Schedulers.resetOnHandleError();
    }
  }
}
