package dev.sluice.cli.answer;

import dev.sluice.error.WorkflowException;

/** The exit codes of the program: stable numbers that scripts rely on. */
public final class ExitCode {

  /** All inputs were accepted; warnings are allowed. */
  public static final int ACCEPTED = 0;

  /** At least one input was rejected, or a gate failed. */
  public static final int REJECTED = 1;

  /** The command line is invalid. */
  public static final int USAGE_ERROR = 2;

  /** At least one input could not be read. */
  public static final int UNREADABLE = 3;

  /** The program was interrupted. */
  public static final int INTERRUPTED = 130;

  /** The reader closed the pipe, and no input had failed until then; the code for SIGPIPE. */
  public static final int READER_LEFT = 141;

  private ExitCode() {}

  /** A command that knows its minimum exit code before it ends. */
  public interface SoFar {
    /** The exit code of the results so far. */
    int exitCode();
  }

  /** Whether a failure is about the document, and not about access to it or the program itself. */
  public static boolean isAboutDocument(WorkflowException failure) {
    return switch (failure.rejection().kind()) {
      case UNREADABLE, INTERNAL -> false;
      default -> true;
    };
  }

  /** The exit code for one answer; the highest of a run counts. */
  public static int of(Answer answer) {
    if (!answer.readable()) {
      return UNREADABLE;
    }
    return answer.report().accepted() ? ACCEPTED : REJECTED;
  }
}
