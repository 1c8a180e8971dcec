package dev.sluice.cli.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs git as a program with a list of arguments, never through a shell. */
final class GitTool {

  private static final int MOST_BYTES = 16 << 20;

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
    Bytes result = runForBytes(arguments);
    if (result.out.length > MOST_BYTES) {
      throw new IOException("git printed more than " + MOST_BYTES + " bytes");
    }
    String out = new String(result.out, StandardCharsets.UTF_8).stripTrailing();
    return new Result(result.exit, out, result.error);
  }

  /** The result of a run before its output is read as text. */
  private static final class Bytes {
    private final int exit;
    private final byte[] out;
    private final String error;

    Bytes(int exit, byte[] out, String error) {
      this.exit = exit;
      this.out = out;
      this.error = error;
    }
  }

  private Bytes runForBytes(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("sluice", ".git"); // a pipe that no one reads would block
    @Nullable Process process = null;
    try {
      try {
        process =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .start();
      } catch (IOException e) {
        throw new IOException("git could not be started; install it, or add it to PATH", e);
      }
      process.getOutputStream().close();
      byte[] out = process.getInputStream().readAllBytes();
      int exit = process.waitFor();
      return new Bytes(exit, out, Files.readString(errors).stripTrailing());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was running", e);
    } finally {
      if (process != null) {
        process.destroy();
      }
      Files.deleteIfExists(errors);
    }
  }

  /**
   * Runs git and returns the bytes that it printed.
   *
   * @throws IOException if it fails; the message is git's own
   */
  byte[] requireBytes(String... arguments) throws IOException {
    Bytes result = runForBytes(arguments);
    if (result.exit != 0) {
      throw failed(arguments[0], result.error);
    }
    return result.out;
  }

  /**
   * Runs git and returns what it printed.
   *
   * @throws IOException if it fails; the message is git's own
   */
  String require(String... arguments) throws IOException {
    Result result = run(arguments);
    if (!result.succeeded()) {
      throw failed(arguments[0], result.error());
    }
    return result.out();
  }

  private static IOException failed(String command, String error) {
    return new IOException("git " + command + " failed: " + error.replaceFirst("^fatal: ", ""));
  }
}
