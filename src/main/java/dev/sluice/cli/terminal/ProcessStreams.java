package dev.sluice.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Queries what the process's standard streams are connected to. */
final class ProcessStreams {

  private static final int USUAL_COLUMNS = 80;

  private ProcessStreams() {}

  /**
   * Standard input. If the process was started without it, its descriptor belongs to one of the
   * JVM's own files, which must not be read as a document; the stream is then closed.
   */
  static InputStream input() {
    Path target = target(0);
    try {
      if (target != null
          && target.startsWith(Path.of(System.getProperty("java.home")).toRealPath())) {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        return closed;
      }
    } catch (IOException e) {
      // then the descriptor is not one of the JVM's files either
    }
    return new FileInputStream(FileDescriptor.in);
  }

  /**
   * Whether a stream is a terminal. Linux reports each stream; elsewhere Java reports them
   * together.
   */
  static boolean isTerminal(int descriptor) {
    Path target = target(descriptor);
    return target == null
        ? hasConsole()
        : target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
  }

  private static @Nullable Path target(int descriptor) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  @SuppressWarnings("SystemConsoleNull") // its meaning since JDK 22 is checked as well
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true; // before JDK 22, a console was always a terminal
    }
  }

  /**
   * The width of the terminal of standard output: COLUMNS if set, otherwise that of the terminal.
   */
  static int columns() {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return new UsageMessageSpec().autoWidth(true).width();
    }
    int columns = number(System.getenv("COLUMNS"));
    if (columns == 0) {
      Path terminal = target(1);
      columns = size(terminal == null ? Path.of("/dev/tty") : terminal);
    }
    return columns == 0 ? USUAL_COLUMNS : columns;
  }

  /** Queries the terminal itself, because the process may have no controlling terminal. */
  private static int size(Path terminal) {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal.toFile())
              .redirectError(Redirect.DISCARD)
              .start();
      try (InputStream answer = stty.getInputStream()) {
        String size = new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip();
        return number(size.substring(size.indexOf(' ') + 1));
      }
    } catch (IOException e) {
      return 0;
    }
  }

  /** A positive number, or 0. */
  private static int number(@Nullable String text) {
    return text != null && text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : 0;
  }
}
