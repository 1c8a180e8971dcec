package dev.sluice.scan;

/** Why a scan skips an existing file or directory. */
public enum SkipReason {
  /** An ignore file excludes it. */
  IGNORED("An ignore file excludes it"),
  /** It is a hidden directory, or one that usually holds dependencies or build output. */
  HIDDEN("It is a hidden, dependency or build directory"),
  /** Its name does not match the globs or extensions. */
  OTHER_NAME("Its name does not match the patterns"),
  /** It is a temporary file of a running or interrupted write. */
  TEMPORARY("It is a temporary file of a write"),
  /** It is a symbolic link; links are not followed. */
  LINK("It is a link"),
  /** It is a pipe, a socket or a device. */
  SPECIAL("It is not a regular file"),
  /** It has more bytes than {@link ScanOptions#maxBytes()}. */
  TOO_LARGE("It is too large"),
  /** It is a directory, and the scan is not recursive. */
  DIRECTORY("It is a directory"),
  /** It is a JSON document, but not a workflow. */
  FOREIGN("It is not a workflow");

  private final String message;

  SkipReason(String message) {
    this.message = message;
  }

  /** The reason as a sentence without its full stop. */
  public String message() {
    return message;
  }
}
