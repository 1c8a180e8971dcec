package dev.sluice.json;

import dev.sluice.model.FindingCode;

/**
 * A second opinion on bytes the parser refused: finds the first offending byte and says what should
 * have stood there.
 *
 * <p>The parser's own messages and locations depend on how the document was cut into chunks; these
 * do not. It runs only after a failure, over the bytes still at hand, from a token where the
 * containers open are known. The grammar is RFC 8259, the encoding RFC 3629.
 */
final class SyntaxCheck {

  /** What the check found. */
  record Fault(FindingCode code, String message, int index) {}

  /** What the bytes to be checked begin with. */
  enum Start {
    VALUE(Expect.VALUE),
    NAME(Expect.NAME),
    /** The end of the innermost container. */
    CLOSE(Expect.COMMA_OR_END);

    private final Expect expect;

    Start(Expect expect) {
      this.expect = expect;
    }
  }

  /** What may come next between tokens. */
  private enum Expect {
    /** A value: at the start of a document, after a colon, after a comma in a list. */
    VALUE,
    /** A value or the end of a list just begun. */
    VALUE_OR_END,
    /** A member name: after a comma in an object. */
    NAME,
    /** A member name or the end of an object just begun. */
    NAME_OR_END,
    /** The colon after a member name. */
    COLON,
    /** A comma or the end of the container. */
    COMMA_OR_END,
    /** White space to the end of the document. */
    NOTHING
  }

  private final byte[] bytes;
  private final int end;
  private final Containers open;
  private final boolean halves;
  private int at;

  private SyntaxCheck(byte[] bytes, int start, int end, Containers open, boolean halves) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.open = open;
    this.halves = halves;
  }

  /**
   * Looks for the first fault.
   *
   * @param open the containers open at {@code start}; used up
   * @param first what stands at {@code start}
   * @param halves whether half a surrogate pair is let pass, but for member names
   * @return the fault; the end of the bytes is one if the document is not complete there
   */
  static Fault find(
      byte[] bytes, int start, int end, Containers open, Start first, boolean halves) {
    SyntaxCheck check = new SyntaxCheck(bytes, start, end, open, halves);
    try {
      check.run(first.expect);
      return new Fault(FindingCode.MALFORMED_JSON, "The document is not JSON", start);
    } catch (Found found) {
      return found.fault;
    }
  }

  private void run(Expect first) throws Found {
    Expect expect = first;
    while (true) {
      skipSpace();
      if (at == end) {
        if (expect == Expect.NOTHING) {
          return;
        }
        throw truncated(expect);
      }
      expect = token(expect, bytes[at]);
    }
  }

  private Expect token(Expect expect, byte next) throws Found {
    switch (expect) {
      case NAME_OR_END, NAME -> {
        if (next == '"') {
          string(false);
          return Expect.COLON;
        }
        if (next == '}' && expect == Expect.NAME_OR_END) {
          return close();
        }
        throw unexpected(next == '}' ? "a member name after the comma" : "a member name");
      }
      case COLON -> {
        if (next != ':') {
          throw unexpected("a colon after the member name");
        }
        at++;
        return Expect.VALUE;
      }
      case VALUE_OR_END, VALUE -> {
        if (next == ']' && expect == Expect.VALUE_OR_END) {
          return close();
        }
        return value(next);
      }
      case COMMA_OR_END -> {
        boolean list = open.isList();
        if (next == ',') {
          at++;
          return list ? Expect.VALUE : Expect.NAME;
        }
        if (next == (list ? ']' : '}')) {
          return close();
        }
        throw unexpected(list ? "a comma or ]" : "a comma or }");
      }
      default -> throw unexpected("the end of the document");
    }
  }

  private Expect value(byte next) throws Found {
    switch (next) {
      case '{' -> {
        open.push(false);
        at++;
        return Expect.NAME_OR_END;
      }
      case '[' -> {
        open.push(true);
        at++;
        return Expect.VALUE_OR_END;
      }
      case '"' -> string(halves);
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> {
        if (next == '-' || isDigit(next)) {
          number();
        } else {
          throw unexpected("a value");
        }
      }
    }
    return afterValue();
  }

  private Expect close() {
    at++;
    open.pop();
    return afterValue();
  }

  private Expect afterValue() {
    return open.isEmpty() ? Expect.NOTHING : Expect.COMMA_OR_END;
  }

  private void skipSpace() {
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
  }

  private void literal(String text) throws Found {
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

  private void number() throws Found {
    if (bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
      if (at < end && isDigit(bytes[at])) {
        throw fault(FindingCode.MALFORMED_JSON, "A number must not begin with 0 and another digit");
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

  private void string(boolean halfAllowed) throws Found {
    at++;
    while (at < end) {
      byte next = bytes[at];
      if (next == '"') {
        at++;
        return;
      }
      if (next == '\\') {
        escape(halfAllowed);
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

  private void escape(boolean halfAllowed) throws Found {
    int begin = at++;
    if (at == end) {
      throw ends("within a string");
    }
    if (bytes[at] != 'u') {
      if ("\"\\/bfnrt".indexOf(bytes[at]) < 0) {
        throw fault(FindingCode.MALFORMED_JSON, "A string has no escape \\" + named(bytes[at]));
      }
      at++;
      return;
    }
    int unit = codeUnit();
    if (halfAllowed) {
      return;
    }
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

  /** Reads the four digits of an escape; the cursor is at its u. */
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
    return fault(FindingCode.MALFORMED_JSON, "An escaped surrogate stands without its other half");
  }

  /** A UTF-8 sequence of two to four bytes, by the table of RFC 3629, section 4. */
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
        FindingCode.INVALID_UTF8,
        "The byte 0x" + hex(bytes[at]) + " does not continue text in UTF-8");
  }

  private Found unexpected(String wanted) {
    if (bytes[at] < 0) {
      return fault(
          FindingCode.MALFORMED_JSON,
          "Expected " + wanted + " but found the byte 0x" + hex(bytes[at]));
    }
    return fault(
        FindingCode.MALFORMED_JSON, "Expected " + wanted + " but found " + named(bytes[at]));
  }

  private Found truncated(Expect expect) {
    if (expect == Expect.VALUE && open.isEmpty()) {
      return fault(FindingCode.TRUNCATED, "The document is empty");
    }
    String where =
        switch (expect) {
          case VALUE, VALUE_OR_END -> "where a value should stand";
          case NAME, NAME_OR_END -> "where a member name should stand";
          case COLON -> "after a member name";
          default -> open.isList() ? "within a list" : "within an object";
        };
    return ends(where);
  }

  private Found ends(String where) {
    return fault(FindingCode.TRUNCATED, "The document ends " + where);
  }

  private Found fault(FindingCode code, String message) {
    return new Found(new Fault(code, message, at));
  }

  private static String named(byte next) {
    return next > 0x20 && next < 0x7F
        ? Character.toString((char) next)
        : next == 0x20 ? "a space" : "0x" + hex(next);
  }

  private static String hex(byte next) {
    return String.format("%02X", next & 0xFF);
  }

  private static boolean isDigit(byte next) {
    return next >= '0' && next <= '9';
  }

  private static boolean isWord(byte next) {
    return isDigit(next) || Character.isLetter(next) || next == '_';
  }

  /** Leaves the check from wherever it stands; it never leaves this class. */
  private static final class Found extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Fault fault;

    Found(Fault fault) {
      super(fault.message(), null, false, false);
      this.fault = fault;
    }
  }
}
