package dev.sluice.scan;

/** Why a scan leaves something out that is there. */
public enum SkipReason {
  /** An ignore file says so. */
  IGNORED("An ignore file leaves it out"),
  /** It is a hidden directory, or one that dependencies and build output usually lie in. */
  HIDDEN("It is a hidden, dependency or build directory"),
  /** Its name is none of those looked for. */
  OTHER_NAME("Its name is not looked for"),
  /** It is left over from a write that was cut off, or being written. */
  TEMPORARY("It is a temporary file of a write"),
  /** It is a symbolic link; links are not followed. */
  LINK("It is a link"),
  /** It is a pipe, a socket or a device. */
  SPECIAL("It is no regular file"),
  /** It has more bytes than {@link ScanOptions#maxBytes()}. */
  TOO_LARGE("It is too large"),
  /** It is a directory, and the scan is not recursive. */
  DIRECTORY("It is a directory"),
  /** It is a JSON document of another purpose. */
  FOREIGN("It is no workflow");

  private final String message;

  SkipReason(String message) {
    this.message = message;
  }

  /** The reason as a sentence without its full stop. */
  public String message() {
    return message;
  }
}
