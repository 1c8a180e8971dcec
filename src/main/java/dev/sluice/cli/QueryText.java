package dev.sluice.cli;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.file.SmallFile;
import dev.sluice.file.Unreadable;
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
   * @throws ParameterException unless there is exactly one query, and it can be read
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
              : "A query and --query-file cannot be given together");
    }
    try {
      return file.equals("-")
          ? new String(terminal.input().readNBytes(LONGEST), StandardCharsets.UTF_8).strip()
          : SmallFile.read(FileNames.path(file), LONGEST).strip();
    } catch (IOException e) {
      throw unreadable(command, file, Unreadable.reason(e));
    } catch (InvalidPathException e) {
      throw unreadable(command, file, e.getReason());
    }
  }

  private static ParameterException unreadable(CommandLine command, String file, String reason) {
    return new ParameterException(command, "Cannot read the query file " + file + ": " + reason);
  }
}
