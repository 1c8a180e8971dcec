package dev.sluice.cli;

import dev.sluice.error.Quote;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import reactor.core.publisher.Flux;

/** The arguments of a command as the inputs they name. */
final class Inputs {

  private static final String STANDARD_INPUT = "-";

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
}
