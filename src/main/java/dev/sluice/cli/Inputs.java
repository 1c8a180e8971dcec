package dev.sluice.cli;

import dev.sluice.error.Quote;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanOptions;
import dev.sluice.scan.TreeEntry;
import dev.sluice.source.ByteSource;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The arguments of a command as the inputs they name. */
final class Inputs {

  private static final String STANDARD_INPUT = "-";

  /** What is looked for in directories; files of any size, for those too large are to be told. */
  private static final ScanOptions DOCUMENTS =
      ScanOptions.builder().maxBytes(Long.MAX_VALUE).build();

  private Inputs() {}

  /** Refuses arguments that name standard input twice, for it can be read but once. */
  static void check(CommandLine command, List<String> arguments) {
    if (Collections.frequency(arguments, STANDARD_INPUT) > 1) {
      throw new ParameterException(command, "Standard input (-) can be given only once");
    }
  }

  /** The input an argument names. */
  static Input of(String argument, InputStream standardInput, boolean readAgain) {
    if (argument.equals(STANDARD_INPUT)) {
      return new Input(argument, new StandardInput(standardInput, readAgain));
    }
    try {
      return new Input(argument, ByteSource.of(Path.of(argument)));
    } catch (InvalidPathException e) {
      return new Input(argument, ByteSource.of(argument, Flux.error(() -> noPath(argument, e))));
    }
  }

  private static UnreadableSourceException noPath(String argument, InvalidPathException cause) {
    return new UnreadableSourceException(
        Finding.of(
            FindingCode.UNREADABLE,
            "Cannot read " + Quote.of(argument) + ": It is no name of a file"),
        cause);
  }

  /**
   * The inputs that arguments name, and for directories the documents in them and below.
   *
   * <p>Cold; each subscription looks for the documents as they are asked for. A directory that
   * cannot be listed is an input that cannot be read.
   *
   * @param readAgain whether standard input is going to be read again
   * @param blocking where directories are listed
   */
  static Flux<Input> within(
      List<String> arguments, InputStream standardInput, boolean readAgain, Scheduler blocking) {
    DirectoryScanner scanner = new DirectoryScanner(DOCUMENTS, blocking);
    return Flux.fromIterable(arguments)
        .concatMap(
            argument ->
                isDirectory(argument)
                    ? within(scanner, Path.of(argument))
                    : Flux.just(of(argument, standardInput, readAgain)),
            1);
  }

  private static Flux<Input> within(DirectoryScanner scanner, Path directory) {
    return scanner
        .walk(directory)
        .map(Inputs::found)
        .onErrorResume(WorkflowException.class, e -> Mono.just(unreadable(directory, e)));
  }

  /** Whether an argument names a directory. */
  static boolean isDirectory(String argument) {
    try {
      return !argument.equals(STANDARD_INPUT) && Files.isDirectory(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Input found(TreeEntry entry) {
    if (entry instanceof TreeEntry.Failed failed) {
      return unreadable(failed.path(), failed.failure());
    }
    Path name = entry.path().normalize();
    return new Input(name.toString(), ByteSource.of(name), true);
  }

  private static Input unreadable(Path path, WorkflowException failure) {
    String name = path.normalize().toString();
    return new Input(name, ByteSource.of(name, Flux.error(failure)), true);
  }
}
