package dev.sluice.text;

/**
 * The text of a failure that is not about a document. It has only the class of the cause, whose
 * message may be unsafe to show.
 */
public final class FailureText {

  /** The text for a lack of memory, which does not need the name of a class. */
  private static final String OUT_OF_MEMORY = "Out of memory; give the program more with java -Xmx";

  private FailureText() {}

  /**
   * The text of a failure.
   *
   * @param what what has failed, as a clause: {@code The loader failed}
   */
  public static String of(String what, Throwable cause) {
    return cause instanceof OutOfMemoryError
        ? OUT_OF_MEMORY
        : what + ": " + cause.getClass().getSimpleName();
  }
}
