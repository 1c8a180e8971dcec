package dev.sluice.json;

/** The blanks of JSON, RFC 8259 section 2: all else outside strings is part of a token. */
final class Blanks {

  private Blanks() {}

  static boolean isBlank(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  /** Index of the first byte from an index on that is not a blank, or {@code end}. */
  static int skip(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** Index where the blanks before an index begin, {@code least} or more. */
  static int skipBack(byte[] bytes, int least, int to) {
    int at = to;
    while (at > least && isBlank(bytes[at - 1])) {
      at--;
    }
    return at;
  }
}
