package dev.sluice.json;

/** The white space of JSON (RFC 8259, section 2); everything else outside strings is a token. */
final class Blanks {

  private Blanks() {}

  static boolean isBlank(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  /** The index of the first byte that is not a blank, starting at {@code from}, or {@code end}. */
  static int skip(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The index at which the blanks before {@code to} begin, at least {@code least}. */
  static int skipBack(byte[] bytes, int least, int to) {
    int at = to;
    while (at > least && isBlank(bytes[at - 1])) {
      at--;
    }
    return at;
  }
}
