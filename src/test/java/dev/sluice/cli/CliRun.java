package dev.sluice.cli;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run of the program within the test's process.
 *
 * @param exit the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record CliRun(int exit, String out, String err) {

  public static CliRun of(Object... arguments) {
    return withInput("", arguments);
  }

  public static CliRun withInput(String input, Object... arguments) {
    return run(input, Paint.OFF, arguments);
  }

  static CliRun coloured(Object... arguments) {
    return run("", Paint.ON, arguments);
  }

  private static CliRun run(String input, Paint paint, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(new ByteArrayInputStream(bytes), out, err, paint, false);
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exit = Main.run(terminal, texts);
    return new CliRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output of a run on a terminal with so many columns, without colours. */
  static String onTerminal(int columns, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), Paint.ON, false);
    terminal.columns(() -> columns);
    Main.run(terminal, Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    return out.toString(StandardCharsets.UTF_8).replaceAll("\u001B\\[[0-9;]*m", "");
  }

  public List<String> lines() {
    return out.lines().toList();
  }

  /** Writes a document and gives its path. */
  public static Path file(Path directory, String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
