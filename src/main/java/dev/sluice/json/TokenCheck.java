package dev.sluice.json;

import dev.sluice.model.FindingCode;

/**
 * A cursor over bytes that checks one token after another and reports the first invalid byte. The
 * grammar is RFC 8259, the encoding RFC 3629.
 */
final class TokenCheck {

  private final byte[] bytes;
  private final int end;
  private int at;

  TokenCheck(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Skips blanks; returns whether bytes are left. */
  boolean skipBlanks() {
    at = Blanks.skip(bytes, at, end);
    return at < end;
  }

  /** The current byte. */
  byte next() {
    return bytes[at];
  }

  /** The index of the cursor. */
  int index() {
    return at;
  }

  /** Skips the current byte. */
  void pass() {
    at++;
  }

  /** Checks a literal name. */
  void literal(String text) throws Found {
    for (int i = 0; i < text.length(); i++) {
      if (at == end) {
        throw ends("within " + text);
      }
      if (bytes[at] != text.charAt(i)) {
        throw unexpected(text);
      }
      at++;
    }
    if (at < end && isWord(bytes[at])) {
      throw unexpected("the end of " + text);
    }
  }

  /** Checks a number. */
  void number() throws Found {
    if (bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
      if (at < end && isDigit(bytes[at])) {
        throw fault(FindingCode.MALFORMED_JSON, "A number must not have leading zeros");
      }
    } else {
      digits("a digit");
    }
    if (at < end && bytes[at] == '.') {
      at++;
      digits("a digit after the decimal point");
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      digits("a digit of the exponent");
    }
    if (at < end && (isWord(bytes[at]) || bytes[at] == '.')) {
      throw unexpected("the end of the number");
    }
  }

  private void digits(String what) throws Found {
    if (at == end) {
      throw ends("within a number");
    }
    if (!isDigit(bytes[at])) {
      throw unexpected(what);
    }
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
  }

  /** Checks a string. */
  void string() throws Found {
    at++;
    while (at < end) {
      byte next = bytes[at];
      if (next == '"') {
        at++;
        return;
      }
      if (next == '\\') {
        escape();
      } else if (next < 0) {
        sequence();
      } else if (next < 0x20) {
        throw fault(
            FindingCode.MALFORMED_JSON,
            "A control character (" + named(next) + ") must be escaped in a string");
      } else {
        at++;
      }
    }
    throw ends("within a string");
  }

  private void escape() throws Found {
    int begin = at++;
    if (at == end) {
      throw ends("within a string");
    }
    if (bytes[at] != 'u') {
      if ("\"\\/bfnrt".indexOf(bytes[at]) < 0) {
        throw fault(FindingCode.MALFORMED_JSON, "Invalid escape \\" + named(bytes[at]));
      }
      at++;
      return;
    }
    int unit = codeUnit();
    if (Character.isLowSurrogate((char) unit)) {
      throw lone(begin);
    }
    if (Character.isHighSurrogate((char) unit)) {
      int left = end - at;
      if ((left >= 2 && (bytes[at] != '\\' || bytes[at + 1] != 'u'))
          || (left == 1 && bytes[at] != '\\')) {
        throw lone(begin);
      }
      if (left < 2) {
        throw ends("within a string");
      }
      at++;
      if (!Character.isLowSurrogate((char) codeUnit())) {
        throw lone(begin);
      }
    }
  }

  /** Reads the four digits of an escape, starting at the letter u. */
  private int codeUnit() throws Found {
    at++;
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      if (at == end) {
        throw ends("within a string");
      }
      int digit = Character.digit(bytes[at], 16);
      if (digit < 0) {
        throw unexpected("a hexadecimal digit");
      }
      unit = unit << 4 | digit;
      at++;
    }
    return unit;
  }

  private Found lone(int begin) {
    at = begin;
    return fault(FindingCode.MALFORMED_JSON, "Unpaired surrogate escape");
  }

  /** Checks a UTF-8 sequence of two to four bytes by the table of RFC 3629, section 4. */
  private void sequence() throws Found {
    int first = bytes[at] & 0xFF;
    int more =
        first >= 0xC2 && first <= 0xDF
            ? 1
            : first >= 0xE0 && first <= 0xEF ? 2 : first >= 0xF0 && first <= 0xF4 ? 3 : 0;
    if (more == 0) {
      throw invalidUtf8();
    }
    int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    at++;
    for (int i = 0; i < more; i++) {
      if (at == end) {
        throw ends("within a character");
      }
      int next = bytes[at] & 0xFF;
      if (next < low || next > high) {
        throw invalidUtf8();
      }
      low = 0x80;
      high = 0xBF;
      at++;
    }
  }

  private Found invalidUtf8() {
    return fault(
        FindingCode.INVALID_UTF8, "The byte 0x" + hex(bytes[at]) + " is not valid UTF-8 here");
  }

  /** The error for an unexpected byte. */
  Found unexpected(String wanted) {
    if (bytes[at] < 0) {
      return fault(
          FindingCode.MALFORMED_JSON,
          "Expected " + wanted + " but found the byte 0x" + hex(bytes[at]));
    }
    return fault(
        FindingCode.MALFORMED_JSON, "Expected " + wanted + " but found " + named(bytes[at]));
  }

  /** The error for an unexpected end of the bytes. */
  Found ends(String where) {
    return fault(FindingCode.TRUNCATED, "The document ends " + where);
  }

  /** An error at the current byte. */
  Found fault(FindingCode code, String message) {
    return new Found(new SyntaxCheck.Fault(code, message, at));
  }

  private static String named(byte next) {
    return next > 0x20 && next < 0x7F
        ? Character.toString((char) next)
        : next == 0x20 ? "a space" : "0x" + hex(next);
  }

  private static String hex(byte next) {
    return String.format("%02X", next & 0xFF);
  }

  static boolean isDigit(byte next) {
    return next >= '0' && next <= '9';
  }

  private static boolean isWord(byte next) {
    return isDigit(next) || Character.isLetter(next) || next == '_';
  }

  /** Ends the check from any depth; caught in {@link SyntaxCheck}. */
  static final class Found extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient SyntaxCheck.Fault fault;

    Found(SyntaxCheck.Fault fault) {
      super(fault.message(), null, false, false);
      this.fault = fault;
    }

    SyntaxCheck.Fault fault() {
      return fault;
    }
  }
}
