package dev.sluice.model;

/** A program has put a value into a definition that a JSON document cannot hold. */
public final class InvalidValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String pointer;

  InvalidValueException(String pointer, String reason) {
    super(reason + " (" + pointer + ")");
    this.pointer = pointer;
  }

  /** The JSON pointer to the value, which begins with the component it was given for. */
  public String pointer() {
    return pointer;
  }
}
