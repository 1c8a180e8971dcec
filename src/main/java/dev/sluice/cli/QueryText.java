package dev.sluice.cli;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.file.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The text of a query, from an argument or a file. */
final class QueryText {

  /** More bytes than any query has characters. */
  private static final int LONGEST = 64 * 1024;

  private QueryText() {}

  /**
   * The query of a command line.
   *
   * @throws UnreadableOptionException if the file cannot be read
   * @throws ParameterException unless there is exactly one query
   */
  static String of(
      CommandLine command, @Nullable String argument, @Nullable String file, Terminal terminal) {
    if (argument != null && file == null) {
      return argument;
    }
    if (file == null || argument != null) {
      throw new ParameterException(
          command,
          file == null
              ? "The query is missing: expected a query or --query-file"
              : "A query and --query-file cannot be combined");
    }
    try {
      return file.equals("-")
          ? new String(terminal.input().readNBytes(LONGEST), StandardCharsets.UTF_8).strip()
          : SmallFile.read(FileNames.path(file), LONGEST).strip();
    } catch (IOException e) {
      throw UnreadableOptionException.of(command, "--query-file", file, e);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          command, "Not a valid file name: " + file + ": " + e.getReason(), e);
    }
  }
}
