package dev.sluice.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs git as a program with a list of arguments, never through a shell; immutable. A thread that
 * waits for git can be interrupted, which ends git.
 */
public final class GitTool {

  private static final int MOST_BYTES = 16 << 20;
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final Path directory;
  private final Duration limit;

  /** Git in a directory, without a limit of time. */
  public GitTool(Path directory) {
    this(directory, NO_LIMIT);
  }

  private GitTool(Path directory, Duration limit) {
    this.directory = directory;
    this.limit = limit;
  }

  /** A copy that ends each run that takes longer than a limit; such a run fails. */
  public GitTool within(Duration limit) {
    return new GitTool(directory, limit);
  }

  /**
   * The result of a run.
   *
   * @param exit git's exit code
   * @param out what it printed, without the last line break
   * @param error its error messages
   */
  public record Result(int exit, String out, String error) {

    public boolean succeeded() {
      return exit == 0;
    }
  }

  /** Runs git and waits for its end. */
  public Result run(String... arguments) throws IOException {
    Bytes result = runForBytes(MOST_BYTES, arguments);
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

  /** Both streams go to files: a pipe that no one reads would block git. */
  private Bytes runForBytes(long most, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
    command.addAll(List.of(arguments));
    Path printed = Files.createTempFile("sluice", ".git");
    Path errors = Files.createTempFile("sluice", ".git");
    @Nullable Process process = null;
    try {
      try {
        process =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(errors.toFile())
                .start();
      } catch (IOException e) {
        throw new IOException("git could not be started; install it, or add it to PATH", e);
      }
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("git " + arguments[0] + " took too long");
      }
      if (Files.size(printed) > most) {
        throw new IOException("git printed more than " + most + " bytes");
      }
      byte[] out = Files.readAllBytes(printed);
      return new Bytes(process.exitValue(), out, Files.readString(errors).stripTrailing());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was running", e);
    } finally {
      if (process != null) {
        process.destroy();
      }
      Files.deleteIfExists(printed);
      Files.deleteIfExists(errors);
    }
  }

  /**
   * Runs git and returns the bytes that it printed.
   *
   * @param most how many bytes it may print
   * @throws IOException if it fails; the message is git's own
   */
  public byte[] requireBytes(long most, String... arguments) throws IOException {
    Bytes result = runForBytes(most, arguments);
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
  public String require(String... arguments) throws IOException {
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
