package dev.sluice.cli.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs git as a program with a list of arguments, never through a shell. */
final class GitTool {

  private static final int MOST_BYTES = 1 << 20;

  private final Path directory;

  /** Git in a directory. */
  GitTool(Path directory) {
    this.directory = directory;
  }

  /**
   * The result of a run.
   *
   * @param exit git's exit code
   * @param out what it printed, without the last line break
   * @param error its error messages
   */
  record Result(int exit, String out, String error) {

    boolean succeeded() {
      return exit == 0;
    }
  }

  /** Runs git and waits for its end. */
  Result run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).directory(directory.toFile()).start();
    } catch (IOException e) {
      throw new IOException("git could not be started; install it, or add it to PATH", e);
    }
    process.getOutputStream().close();
    String out = text(process.getInputStream());
    String error = text(process.getErrorStream());
    try {
      return new Result(process.waitFor(), out, error);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was running", e);
    }
  }

  /**
   * Runs git and returns what it printed.
   *
   * @throws IOException if it fails; the message is git's own
   */
  String require(String... arguments) throws IOException {
    Result result = run(arguments);
    if (!result.succeeded()) {
      throw new IOException(
          "git " + arguments[0] + " failed: " + result.error().replaceFirst("^fatal: ", ""));
    }
    return result.out();
  }

  private static String text(InputStream stream) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    stream.transferTo(bytes);
    if (bytes.size() > MOST_BYTES) {
      throw new IOException("git printed more than " + MOST_BYTES + " bytes");
    }
    return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
