package dev.sluice.cli;

import dev.sluice.error.Quote;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * What a run of the program is connected to: where inputs, results and complaints go, and whether
 * somebody watches.
 *
 * <p>Everything is written in UTF-8. For one thread.
 */
final class Terminal {

  private final InputStream input;
  private final ResultStream stream;
  private final OutputStream results;
  private final PrintStream complaints;
  private final Paint paint;
  private final boolean showsProgress;
  private IntSupplier columns = () -> Integer.MAX_VALUE;
  private Runnable beforeOutput = () -> {};

  /**
   * A connection to these streams.
   *
   * @param input standard input
   * @param results standard output
   * @param complaints standard error
   * @param paint whether results are coloured
   * @param showsProgress whether a person sees standard error
   */
  Terminal(
      InputStream input,
      OutputStream results,
      OutputStream complaints,
      Paint paint,
      boolean showsProgress) {
    this.input = input;
    stream = new ResultStream(results, () -> beforeOutput.run());
    this.results = new BufferedOutputStream(stream, 1 << 16);
    this.complaints = new PrintStream(complaints, true, StandardCharsets.UTF_8);
    this.paint = paint;
    this.showsProgress = showsProgress;
  }

  /** The process's own streams; coloured on a terminal unless {@code NO_COLOR} is set. */
  static Terminal ofProcess() {
    String noColor = System.getenv("NO_COLOR");
    boolean colours = (noColor == null || noColor.isEmpty()) && isTerminal(1);
    Terminal terminal =
        new Terminal(
            standardInput(),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            colours ? Paint.ON : Paint.OFF,
            isTerminal(2));
    if (isTerminal(1)) {
      terminal.columns = () -> new UsageMessageSpec().autoWidth(true).width();
    }
    return terminal;
  }

  /**
   * The process's input. Where it was started without one, the JVM's own files take the descriptor
   * and would be read as a document.
   */
  private static InputStream standardInput() {
    try {
      if (Files.readSymbolicLink(Path.of("/proc/self/fd/0"))
          .startsWith(Path.of(System.getProperty("java.home")).toRealPath())) {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        return closed;
      }
    } catch (IOException | UnsupportedOperationException e) {
      // there is no such descriptor, or no Linux: reading it will tell
    }
    return new FileInputStream(FileDescriptor.in);
  }

  /** Linux says it for each stream; elsewhere Java says it for input and output together. */
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return hasConsole();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // what it means since JDK 22 is asked for as well
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true; // before JDK 22 a console was a terminal
    }
  }

  InputStream input() {
    return input;
  }

  /** The stream of results; what is written has to be flushed. */
  OutputStream results() {
    return results;
  }

  /** Why results could not be written, if that is so. */
  Optional<OutputFailedException> failure() {
    return stream.failure();
  }

  Paint paint() {
    return paint;
  }

  boolean showsProgress() {
    return showsProgress;
  }

  /** The columns of the terminal that shows the results; without bound where none does. */
  int columns() {
    return columns.getAsInt();
  }

  /** Prints text, which has been made safe, among the results. */
  void print(CharSequence text) throws IOException {
    results.write(text.toString().getBytes(StandardCharsets.UTF_8));
    results.flush();
  }

  /** Prints a line to standard error, made safe. */
  void complain(String line) {
    beforeOutput.run();
    complaints.println(Quote.safe(line));
  }

  /** Sets what is done each time before results or complaints show up. */
  void beforeOutput(Runnable action) {
    beforeOutput = action;
  }

  /** Writes to standard error as it is, for progress that overwrites itself. */
  void show(String text) {
    complaints.print(text);
    complaints.flush();
  }

  PrintWriter textWriter() {
    return new PrintWriter(results, true, StandardCharsets.UTF_8);
  }

  PrintWriter errorWriter() {
    return new PrintWriter(complaints, true, StandardCharsets.UTF_8);
  }
}
