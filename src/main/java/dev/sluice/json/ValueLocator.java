package dev.sluice.json;

/**
 * Finds where a nested value begins by walking over bytes that are known to be valid JSON.
 *
 * <p>Records do not carry the offsets of their parts, for those are wanted only for a finding; the
 * walk pays for them then.
 */
final class ValueLocator {

  private final byte[] bytes;
  private int at;

  private ValueLocator(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /**
   * Offset of a value within another.
   *
   * @param offset offset of the outer value, or of the name of the member it is
   * @param ordinals at each level the number of the member or element, from 0; a negative number
   *     {@code ~n} means the name of member n and ends the path
   */
  static long locate(Window window, long offset, int[] ordinals) {
    ValueLocator locator = new ValueLocator(window.bytes(), window.indexOf(offset));
    if (locator.isName()) {
      locator.skipNameAndColon();
    }
    for (int ordinal : ordinals) {
      locator.descend(ordinal);
    }
    return window.offsetOf(locator.at);
  }

  /** A string followed by a colon is a member's name. */
  private boolean isName() {
    if (bytes[at] != '"') {
      return false;
    }
    int begin = at;
    skipString();
    boolean name = skipTo() == ':';
    at = begin;
    return name;
  }

  private void descend(int ordinal) {
    boolean object = bytes[at] == '{';
    int wanted = ordinal < 0 ? ~ordinal : ordinal;
    at++;
    skipTo();
    for (int i = 0; i < wanted; i++) {
      if (object) {
        skipNameAndColon();
      }
      skipValue();
      skipTo(); // the comma
      at++;
      skipTo();
    }
    if (object && ordinal >= 0) {
      skipNameAndColon();
    }
  }

  private void skipNameAndColon() {
    skipString();
    skipTo();
    at++;
    skipTo();
  }

  private void skipValue() {
    byte first = bytes[at];
    if (first == '"') {
      skipString();
    } else if (first == '{' || first == '[') {
      skipContainer();
    } else {
      while (!isDelimiter(bytes[at])) {
        at++;
      }
    }
  }

  private void skipContainer() {
    int depth = 0;
    do {
      byte next = bytes[at];
      if (next == '"') {
        skipString();
        continue;
      }
      if (next == '{' || next == '[') {
        depth++;
      } else if (next == '}' || next == ']') {
        depth--;
      }
      at++;
    } while (depth > 0);
  }

  private void skipString() {
    at++;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    at++;
  }

  private byte skipTo() {
    while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t') {
      at++;
    }
    return bytes[at];
  }

  private static boolean isDelimiter(byte next) {
    return next == ',' || next == '}' || next == ']' || next <= ' ';
  }
}
