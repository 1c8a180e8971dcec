package dev.sluice.model;

/** Thrown if a program puts a value that JSON cannot represent into a definition. */
public final class InvalidValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String pointer;

  InvalidValueException(String pointer, String reason) {
    super(reason + " (" + pointer + ")");
    this.pointer = pointer;
  }

  /** The JSON pointer to the value; it begins with the name of a component, such as a config. */
  public String pointer() {
    return pointer;
  }
}
