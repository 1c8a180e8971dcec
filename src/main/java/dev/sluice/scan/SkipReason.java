package dev.sluice.scan;

/** Why a scan skips an existing file or directory. */
public enum SkipReason {
  /** An ignore file excludes it. */
  IGNORED("an ignore file excludes it"),
  /** It is a hidden directory, or one that usually holds dependencies or build output. */
  HIDDEN("it is a hidden, dependency or build directory"),
  /** Its name does not match the globs or extensions. */
  OTHER_NAME("its name does not match the patterns"),
  /** It is a temporary file of a running or interrupted write. */
  TEMPORARY("it is a temporary file of an unfinished write"),
  /** It is a symbolic link; links are not followed. */
  LINK("it is a symbolic link"),
  /** It is a pipe, a socket or a device. */
  SPECIAL("it is not a regular file"),
  /** It has more bytes than {@link ScanOptions#maxBytes()}. */
  TOO_LARGE("it is too large"),
  /** It is a directory, and the scan is not recursive. */
  DIRECTORY("it is a directory"),
  /** It is a JSON document, but not a workflow. */
  FOREIGN("it is not a workflow");

  private final String message;

  SkipReason(String message) {
    this.message = message;
  }

  /** The reason, worded to follow the name of the file and a colon. */
  public String message() {
    return message;
  }
}
