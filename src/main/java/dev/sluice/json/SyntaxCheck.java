package dev.sluice.json;

import dev.sluice.model.FindingCode;
import java.util.Optional;

/**
 * Checks bytes that the parser refused: finds the first offending byte and the expected syntax.
 *
 * <p>Unlike the parser's own messages and locations, the result does not depend on how the document
 * is cut into chunks. It runs only after a failure, over the buffered bytes, from a token at which
 * the open containers are known. The grammar is RFC 8259, the encoding RFC 3629.
 */
final class SyntaxCheck {

  /**
   * The result of the check.
   *
   * @param nameIndex the index of the name of the member whose value was expected; -1 if there is
   *     none
   */
  record Fault(FindingCode code, String message, int index, int nameIndex) {
    Fault(FindingCode code, String message, int index) {
      this(code, message, index, -1);
    }
  }

  /** The syntax element at which the bytes begin. */
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

  /** The syntax elements that may come next between tokens. */
  private enum Expect {
    /** A value: at the start of a document, after a colon, after a comma in a list. */
    VALUE,
    /** A value or the end of a list, directly after its beginning. */
    VALUE_OR_END,
    /** A member name: after a comma in an object. */
    NAME,
    /** A member name or the end of an object, directly after its beginning. */
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
  private int nameIndex = -1;

  private SyntaxCheck(TokenCheck tokens, Containers open) {
    this.tokens = tokens;
    this.open = open;
  }

  /**
   * Finds the first error.
   *
   * @param open the containers open at {@code start}; consumed
   * @param first the syntax element at {@code start}
   * @return the error; if the document is incomplete, the end of the bytes is the error
   */
  static Fault find(byte[] bytes, int start, int end, Containers open, Start first) {
    return firstFault(bytes, start, end, open, first)
        .orElseGet(() -> new Fault(FindingCode.MALFORMED_JSON, "The document is not JSON", start));
  }

  /** The same for bytes that may have no error. */
  static Optional<Fault> firstFault(
      byte[] bytes, int start, int end, Containers open, Start first) {
    SyntaxCheck check = new SyntaxCheck(new TokenCheck(bytes, start, end), open);
    try {
      check.run(first.expect);
      return Optional.empty();
    } catch (TokenCheck.Found found) {
      Fault fault = found.fault();
      return Optional.of(new Fault(fault.code(), fault.message(), fault.index(), check.nameIndex));
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
          int begin = tokens.index();
          tokens.string();
          nameIndex = begin;
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
        nameIndex = -1;
        open.push(false);
        tokens.pass();
        return Expect.NAME_OR_END;
      }
      case '[' -> {
        nameIndex = -1;
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
    nameIndex = -1;
    return open.isEmpty() ? Expect.NOTHING : Expect.COMMA_OR_END;
  }

  private TokenCheck.Found truncated(Expect expect) {
    if (expect == Expect.VALUE && open.isEmpty()) {
      return tokens.fault(FindingCode.TRUNCATED, "The document is empty");
    }
    String where =
        switch (expect) {
          case VALUE, VALUE_OR_END -> "where a value is expected";
          case NAME, NAME_OR_END -> "where a member name is expected";
          case COLON -> "after a member name";
          default -> open.isList() ? "within a list" : "within an object";
        };
    return tokens.ends(where);
  }
}
