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

  private final TokenCheck tokens;
  private final Containers open;

  private SyntaxCheck(TokenCheck tokens, Containers open) {
    this.tokens = tokens;
    this.open = open;
  }

  /**
   * Looks for the first fault.
   *
   * @param open the containers open at {@code start}; used up
   * @param first what stands at {@code start}
   * @return the fault; the end of the bytes is one if the document is not complete there
   */
  static Fault find(byte[] bytes, int start, int end, Containers open, Start first) {
    SyntaxCheck check = new SyntaxCheck(new TokenCheck(bytes, start, end), open);
    try {
      check.run(first.expect);
      return new Fault(FindingCode.MALFORMED_JSON, "The document is not JSON", start);
    } catch (TokenCheck.Found found) {
      return found.fault();
    }
  }

  private void run(Expect first) throws TokenCheck.Found {
    Expect expect = first;
    while (true) {
      if (!tokens.skipBlanks()) {
        if (expect == Expect.NOTHING) {
          return;
        }
        throw truncated(expect);
      }
      expect = token(expect, tokens.next());
    }
  }

  private Expect token(Expect expect, byte next) throws TokenCheck.Found {
    switch (expect) {
      case NAME_OR_END, NAME -> {
        if (next == '"') {
          tokens.string();
          return Expect.COLON;
        }
        if (next == '}' && expect == Expect.NAME_OR_END) {
          return close();
        }
        throw tokens.unexpected(next == '}' ? "a member name after the comma" : "a member name");
      }
      case COLON -> {
        if (next != ':') {
          throw tokens.unexpected("a colon after the member name");
        }
        tokens.pass();
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
          tokens.pass();
          return list ? Expect.VALUE : Expect.NAME;
        }
        if (next == (list ? ']' : '}')) {
          return close();
        }
        throw tokens.unexpected(list ? "a comma or ]" : "a comma or }");
      }
      default -> throw tokens.unexpected("the end of the document");
    }
  }

  private Expect value(byte next) throws TokenCheck.Found {
    switch (next) {
      case '{' -> {
        open.push(false);
        tokens.pass();
        return Expect.NAME_OR_END;
      }
      case '[' -> {
        open.push(true);
        tokens.pass();
        return Expect.VALUE_OR_END;
      }
      case '"' -> tokens.string();
      case 't' -> tokens.literal("true");
      case 'f' -> tokens.literal("false");
      case 'n' -> tokens.literal("null");
      default -> {
        if (next == '-' || TokenCheck.isDigit(next)) {
          tokens.number();
        } else {
          throw tokens.unexpected("a value");
        }
      }
    }
    return afterValue();
  }

  private Expect close() {
    tokens.pass();
    open.pop();
    return afterValue();
  }

  private Expect afterValue() {
    return open.isEmpty() ? Expect.NOTHING : Expect.COMMA_OR_END;
  }

  private TokenCheck.Found truncated(Expect expect) {
    if (expect == Expect.VALUE && open.isEmpty()) {
      return tokens.fault(FindingCode.TRUNCATED, "The document is empty");
    }
    String where =
        switch (expect) {
          case VALUE, VALUE_OR_END -> "where a value should stand";
          case NAME, NAME_OR_END -> "where a member name should stand";
          case COLON -> "after a member name";
          default -> open.isList() ? "within a list" : "within an object";
        };
    return tokens.ends(where);
  }
}
