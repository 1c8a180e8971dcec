package dev.sluice.cli.terminal;

import dev.sluice.text.Quote;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/**
 * The streams of a run: input, results and error messages, and whether a person is watching.
 *
 * <p>Everything is written in UTF-8. Not thread-safe.
 */
public class Terminal {

  private final InputStream input;
  private final ResultStream stream;
  private final OutputStream results;
  private final PrintStream complaints;
  private Paint paint;
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
   * @param showsProgress whether standard error is a terminal
   */
  public Terminal(
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

  /**
   * A terminal whose results go to a file: without colours and of unlimited width. Error messages
   * are still printed by this terminal.
   */
  public Terminal writingTo(OutputStream file) {
    return new FileTerminal(this, file);
  }

  /** The process's own streams. */
  public static Terminal ofProcess() {
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    boolean shown = ProcessStreams.isTerminal(1);
    Terminal terminal =
        new Terminal(
            ProcessStreams.input(),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            Paint.automatic(System.getenv(), shown),
            ProcessStreams.isTerminal(2) && !dumb);
    if (shown) {
      terminal.columns(ProcessStreams::columns);
    }
    return terminal;
  }

  public InputStream input() {
    return input;
  }

  /** The stream of results, which must be flushed after writing. */
  public OutputStream results() {
    return results;
  }

  /** The failure to write results, if any. */
  public Optional<OutputFailedException> failure() {
    return stream.failure();
  }

  public Paint paint() {
    return paint;
  }

  /** Sets the colours. */
  public void paint(Paint wanted) {
    paint = wanted;
  }

  boolean showsProgress() {
    return showsProgress;
  }

  /** The width of the terminal that shows the results; unlimited if there is none. */
  public int columns() {
    return columns.getAsInt();
  }

  /** Sets the function that returns the width of the terminal. */
  public void columns(IntSupplier asked) {
    columns = asked;
  }

  /** Prints escaped text to the results. */
  public void print(CharSequence text) throws IOException {
    printCommands(LogCommands.escaped(text.toString()));
  }

  /** Prints text that may contain commands for a build server. */
  public void printCommands(CharSequence text) throws IOException {
    results.write(text.toString().getBytes(StandardCharsets.UTF_8));
    results.flush();
  }

  /** Prints a line to standard error, escaped. */
  public void complain(String line) {
    beforeOutput.run();
    complaints.println(LogCommands.escaped(Quote.safe(line)));
  }

  /** Sets an action that runs before any output of results or error messages. */
  void beforeOutput(Runnable action) {
    beforeOutput = action;
  }

  /** Writes to standard error without escaping, for progress that overwrites itself. */
  void show(String text) {
    complaints.print(text);
    complaints.flush();
  }

  public PrintWriter textWriter() {
    return new PrintWriter(results, true, StandardCharsets.UTF_8);
  }

  public PrintWriter errorWriter() {
    return new PrintWriter(complaints, true, StandardCharsets.UTF_8);
  }

  /** A terminal whose results go to a file. */
  private static final class FileTerminal extends Terminal {

    private final Terminal parent;

    FileTerminal(Terminal parent, OutputStream file) {
      super(parent.input, file, OutputStream.nullOutputStream(), Paint.OFF, false);
      this.parent = parent;
    }

    @Override
    public void complain(String line) {
      parent.complain(line);
    }
  }

  /** The results cannot be written: the disk is full, or their reader has ended. */
  public static final class OutputFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    OutputFailedException(IOException cause) {
      super("cannot write the results: " + cause.getMessage(), cause);
    }

    /** Whether the reader of a pipe has ended, as {@code head} does. */
    public boolean isBrokenPipe() {
      return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
  }

  /**
   * Escapes text that a build server would read as a command in a log: {@code ::error} at the
   * beginning of a line for GitHub, and {@code ##[…}, {@code ##vso[…} and {@code ##teamcity[…}
   * anywhere for GitHub, Azure and TeamCity. File names and documents can contain such text.
   */
  static final class LogCommands {

    private static final Pattern AT_LINE_START = Pattern.compile("(?m)^(\\s*):(?=:)");
    private static final Pattern ANYWHERE = Pattern.compile("#(?=#[A-Za-z]*\\[)");

    private LogCommands() {}

    /** The text with the beginnings of commands escaped. */
    static String escaped(String text) {
      String escaped = text;
      if (text.contains("::")) {
        escaped = AT_LINE_START.matcher(escaped).replaceAll("$1\\\\u003A");
      }
      if (text.contains("##")) {
        escaped = ANYWHERE.matcher(escaped).replaceAll("\\\\u0023");
      }
      return escaped;
    }
  }
}
