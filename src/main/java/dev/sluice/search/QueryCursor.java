package dev.sluice.search;

/** The position in a query, and the small parts of its syntax. */
final class QueryCursor {

  private static final String ENDS_WORD = "()\"'";
  private static final String ENDS_NAME = ENDS_WORD + ".:=~!<>|";

  private final String query;
  private int at;

  QueryCursor(String query) {
    this.query = query;
  }

  String query() {
    return query;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at == query.length();
  }

  char peek() {
    return query.charAt(at);
  }

  void skipBlanks() {
    while (!atEnd() && isBlank(peek())) {
      at++;
    }
  }

  /** Whether what follows cannot belong to the preceding word. */
  boolean atBreak() {
    return atEnd() || isBlank(peek()) || peek() == ')';
  }

  boolean startsWith(String text) {
    return query.startsWith(text, at);
  }

  boolean take(String text) {
    boolean found = startsWith(text);
    at += found ? text.length() : 0;
    return found;
  }

  /** Takes an operator that is a word if it follows in this spelling; returns whether it does. */
  boolean takeWord(String word) {
    int end = at + word.length();
    boolean found =
        query.startsWith(word, at)
            && (end == query.length()
                || isBlank(query.charAt(end))
                || ENDS_WORD.indexOf(query.charAt(end)) >= 0);
    at += found ? word.length() : 0;
    return found;
  }

  boolean atQuote() {
    return !atEnd() && (peek() == '"' || peek() == '\'');
  }

  /** The letters that follow, which may be the name of a field. */
  String letters() {
    int end = at;
    while (end < query.length() && (Character.isLetter(query.charAt(end)) || isInner(end))) {
      end++;
    }
    return query.substring(at, end);
  }

  private boolean isInner(int index) {
    return query.charAt(index) == '_' || (index > at && Character.isDigit(query.charAt(index)));
  }

  void skip(int characters) {
    at += characters;
  }

  /** A name without quotes; empty if none follows. */
  String name() {
    return upTo(ENDS_NAME);
  }

  /** A word without quotes; empty if none follows. */
  String word() {
    return upTo(ENDS_WORD);
  }

  private String upTo(String ends) {
    int start = at;
    while (!atEnd() && !isBlank(peek()) && ends.indexOf(peek()) < 0) {
      at++;
    }
    return query.substring(start, at);
  }

  /** A quoted text with its escapes. */
  Quoted quoted() {
    int open = at;
    char quote = peek();
    at++;
    Quoted text = new Quoted();
    while (!atEnd()) {
      char next = peek();
      at++;
      if (next == quote) {
        return text;
      }
      if (next == '\\') {
        escape(text);
      } else {
        text.add(next, false);
      }
    }
    throw fault(open, at - open, "the " + quote + " is not closed");
  }

  /** A quoted text of a regular expression, in which only the quote itself can be escaped. */
  String quotedRaw() {
    int open = at;
    char quote = peek();
    at++;
    StringBuilder text = new StringBuilder();
    while (!atEnd()) {
      char next = peek();
      at++;
      if (next == quote) {
        return text.toString();
      }
      if (next == '\\' && !atEnd()) {
        if (peek() != quote) {
          text.append(next);
        }
        text.append(peek());
        at++;
      } else {
        text.append(next);
      }
    }
    throw fault(open, at - open, "the " + quote + " is not closed");
  }

  private void escape(Quoted text) {
    int start = at - 1;
    char letter = atEnd() ? ' ' : peek();
    at += atEnd() ? 0 : 1;
    switch (letter) {
      case 'n' -> text.add('\n', false);
      case 't' -> text.add('\t', false);
      case '"', '\'' -> text.add(letter, false);
      case '\\', '*', '?', '[', '{' -> text.add(letter, true);
      case 'u' -> text.add(unicode(start), true);
      default ->
          throw fault(
              start,
              2,
              "unknown escape; expected one of \\\" \\' \\\\ \\n \\t \\* \\? \\[ \\{ \\uXXXX");
    }
  }

  private char unicode(int start) {
    String digits = query.substring(at, Math.min(query.length(), at + 4));
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw fault(start, 2 + digits.length(), "expected four hexadecimal digits after \\u");
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  QuerySyntaxException fault(int from, int length, String problem) {
    return new QuerySyntaxException(query, from, length, problem);
  }

  /** A fault at the current position. */
  QuerySyntaxException fault(String problem) {
    return fault(at, Math.max(1, restOfWord()), problem);
  }

  private int restOfWord() {
    int end = at;
    while (end < query.length() && !isBlank(query.charAt(end))) {
      end++;
    }
    return end - at;
  }

  private static boolean isBlank(char next) {
    return next == ' ' || next == '\t' || next == '\n' || next == '\r';
  }

  /**
   * A quoted text in two forms: as plain text, and as a glob in which escaped characters stay
   * escaped.
   */
  static final class Quoted {
    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder glob = new StringBuilder();

    private void add(char next, boolean literal) {
      plain.append(next);
      if (literal) {
        glob.append('\\');
      }
      glob.append(next);
    }

    String plain() {
      return plain.toString();
    }

    String glob() {
      return glob.toString();
    }
  }
}
