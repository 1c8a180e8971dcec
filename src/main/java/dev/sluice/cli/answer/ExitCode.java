package dev.sluice.cli.answer;

/** What the program tells whoever started it: fixed numbers that scripts rely on. */
public final class ExitCode {

  /** All inputs were accepted; warnings are allowed. */
  public static final int ACCEPTED = 0;

  /** At least one input was rejected, or a gate failed. */
  public static final int REJECTED = 1;

  /** The command line makes no sense. */
  public static final int WRONG_USAGE = 2;

  /** At least one input could not be read. */
  public static final int UNREADABLE = 3;

  /** The program was interrupted. */
  public static final int INTERRUPTED = 130;

  /** The reader of the results left before anything was rejected: what SIGPIPE ends others with. */
  public static final int READER_LEFT = 141;

  private ExitCode() {}

  /** A command that knows before its end which code it deserves at least. */
  public interface SoFar {
    /** The code of what has been decided so far. */
    int exitCode();
  }

  /** The code of one answer by itself; of several, the highest wins. */
  public static int of(Answer answer) {
    if (!answer.readable()) {
      return UNREADABLE;
    }
    return answer.report().accepted() ? ACCEPTED : REJECTED;
  }
}
