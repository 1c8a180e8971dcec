package dev.sluice.search.pattern;

/** A glob or regular expression cannot be used. */
public final class InvalidPatternException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int position;

  InvalidPatternException(int position, String message) {
    super(message);
    this.position = position;
  }

  /** The index in the pattern at which the problem is. */
  public int position() {
    return position;
  }
}
