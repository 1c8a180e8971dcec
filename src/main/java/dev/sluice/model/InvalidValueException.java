package dev.sluice.model;

/** Thrown if a program puts a value into a definition that a JSON document cannot hold. */
public final class InvalidValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String pointer;

  InvalidValueException(String pointer, String reason) {
    super(reason + " (" + pointer + ")");
    this.pointer = pointer;
  }

  /** The JSON pointer to the value; its first part is the component that contains the value. */
  public String pointer() {
    return pointer;
  }
}
