package dev.sluice.json;

import java.nio.charset.StandardCharsets;

/**
 * Finds where a nested value begins by walking over bytes that are known to be valid JSON.
 *
 * <p>Records do not carry the offsets of their parts, for those are wanted only for a finding; the
 * walk pays for them then.
 */
final class ValueLocator {

  private final byte[] bytes;
  private final int end;
  private int at;

  /** Where the name of the member stands that the last step led to; -1 if it was no member. */
  private int nameAt = -1;

  private ValueLocator(Window window, long offset) {
    this.bytes = window.bytes();
    this.end = window.end();
    this.at = window.indexOf(offset);
  }

  /**
   * Offset of a value within another.
   *
   * @param offset offset of the outer value, or of the name of the member it is
   * @param path member names and element numbers, outermost first; of several members of one name
   *     the last is meant; the walk ends early where the path leads nowhere
   */
  static long locate(Window window, long offset, Object... path) {
    return window.offsetOf(walk(window, offset, path).at);
  }

  /**
   * Offset of the name of a member within another value; that of the value the walk ends at where
   * the path leads nowhere.
   *
   * @param path as for {@link #locate}, ending with the member's name
   */
  static long locateName(Window window, long offset, Object... path) {
    ValueLocator locator = walk(window, offset, path);
    return window.offsetOf(locator.nameAt < 0 ? locator.at : locator.nameAt);
  }

  private static ValueLocator walk(Window window, long offset, Object... path) {
    ValueLocator locator = new ValueLocator(window, offset);
    if (locator.isName()) {
      locator.skipNameAndColon();
    }
    for (Object step : path) {
      boolean found =
          step instanceof Integer index
              ? locator.toElement(index)
              : locator.toMember((String) step);
      if (!found) {
        locator.nameAt = -1;
        break;
      }
    }
    return locator;
  }

  /** Offset of the member name that stands before a value. */
  static long nameBefore(Window window, long valueOffset) {
    byte[] bytes = window.bytes();
    int at = window.indexOf(valueOffset) - 1;
    while (bytes[at] != '"') {
      at--;
    }
    do {
      at--;
    } while (bytes[at] != '"' || isEscaped(bytes, at));
    return window.offsetOf(at);
  }

  private static boolean isEscaped(byte[] bytes, int at) {
    int backslashes = 0;
    while (bytes[at - 1 - backslashes] == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
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

  private boolean toElement(int index) {
    if (bytes[at] != '[') {
      return false;
    }
    int begin = at++;
    nameAt = -1;
    for (int i = 0; skipTo() != ']'; i++) {
      if (i == index) {
        return true;
      }
      skipValue();
      skipComma();
    }
    at = begin;
    return false;
  }

  private boolean toMember(String name) {
    if (bytes[at] != '{') {
      return false;
    }
    int begin = at++;
    int found = -1;
    while (skipTo() != '}') {
      int from = at;
      skipString();
      boolean wanted = isNamed(name, from, at);
      skipTo();
      at++;
      skipTo();
      if (wanted) {
        found = at;
        nameAt = from;
      }
      skipValue();
      skipComma();
    }
    at = found < 0 ? begin : found;
    return found >= 0;
  }

  private boolean isNamed(String name, int from, int to) {
    String written = new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8);
    return written.indexOf('\\') < 0 ? written.equals(name) : Escapes.decode(written).equals(name);
  }

  private void skipComma() {
    if (skipTo() == ',') {
      at++;
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

  /** Skips white space; the byte behind it, or 0 at the end of the bytes at hand. */
  private byte skipTo() {
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
    return at < end ? bytes[at] : 0;
  }

  private static boolean isSpace(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  private static boolean isDelimiter(byte next) {
    return next == ',' || next == '}' || next == ']' || next <= ' ';
  }
}
