package dev.sluice.search.pattern;

import java.util.Optional;
import java.util.function.IntPredicate;

/** The position in a regular expression, and the small parts of its syntax. */
final class RegexCursor {

  private static final int[] NONE = {};
  private static final int HIGHEST_COUNT = 1_000;

  private final String expression;
  private int at;

  RegexCursor(String expression) {
    this.expression = expression;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at == expression.length();
  }

  int peek() {
    return expression.codePointAt(at);
  }

  int next() {
    int next = peek();
    at += Character.charCount(next);
    return next;
  }

  boolean take(char wanted) {
    return take(String.valueOf(wanted));
  }

  boolean take(String wanted) {
    boolean found = expression.startsWith(wanted, at);
    at += found ? wanted.length() : 0;
    return found;
  }

  /** The text before an end, which is skipped; the rest if the end does not follow. */
  String until(String end) {
    int to = expression.indexOf(end, at);
    String text = expression.substring(at, to < 0 ? expression.length() : to);
    at = to < 0 ? expression.length() : to + end.length();
    return text;
  }

  InvalidPatternException fault(String message) {
    return new InvalidPatternException(at, message);
  }

  /** The least and the most repetitions of a quantifier; empty if none follows. */
  int[] quantifier() {
    if (take('*')) {
      return new int[] {0, -1};
    }
    if (take('+')) {
      return new int[] {1, -1};
    }
    if (take('?')) {
      return new int[] {0, 1};
    }
    return !atEnd() && peek() == '{' ? counted() : NONE;
  }

  /** A brace that does not begin a quantifier is a character, as in a template. */
  private int[] counted() {
    int close = expression.indexOf('}', at);
    String inner = close < 0 ? "" : expression.substring(at + 1, close);
    if (!inner.matches("[0-9]{1,9}(?:,[0-9]{0,9})?")) {
      return NONE;
    }
    int comma = inner.indexOf(',');
    int least = Integer.parseInt(comma < 0 ? inner : inner.substring(0, comma));
    String upper = comma < 0 ? inner : inner.substring(comma + 1);
    int most = upper.isEmpty() ? -1 : Integer.parseInt(upper);
    if (Math.max(least, most) > HIGHEST_COUNT || (most >= 0 && most < least)) {
      throw fault("a repetition must be an ascending range of at most " + HIGHEST_COUNT);
    }
    at = close + 1;
    return new int[] {least, most};
  }

  /** The code points of an escape whose backslash has been read. */
  IntPredicate escaped(int start, boolean ignoresCase) {
    int letter = next();
    Optional<IntPredicate> set = CodePoints.escaped(letter);
    if (set.isPresent()) {
      return set.get();
    }
    if (letter == 'p' || letter == 'P') {
      return category(start, letter == 'P');
    }
    int one = codePoint(start, letter);
    return CodePoints.range(one, one, ignoresCase);
  }

  private IntPredicate category(int start, boolean negated) {
    String name = take('{') ? until("}") : Character.toString(atEnd() ? '?' : next());
    IntPredicate set =
        CodePoints.category(name)
            .orElseThrow(
                () ->
                    new InvalidPatternException(
                        start, "expected one of the categories L, Lu, Ll, N, Nd, P, Z"));
    return negated ? set.negate() : set;
  }

  /** The code point of an escape that names only one. */
  int codePoint(int start, int letter) {
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'x' -> hexadecimal(start, 2);
      case 'u' -> hexadecimal(start, 4);
      default -> {
        if (CodePoints.isWord(letter) && letter != '_') {
          throw new InvalidPatternException(
              start, "the escape \\" + Character.toString(letter) + " is not supported");
        }
        yield letter;
      }
    };
  }

  private int hexadecimal(int start, int digits) {
    String number = take('{') ? until("}") : expression.substring(at, end(digits));
    if (!number.matches("[0-9a-fA-F]{1,6}")) {
      throw new InvalidPatternException(start, "expected a hexadecimal number after the escape");
    }
    if (expression.charAt(at - 1) != '}') {
      at += number.length();
    }
    return Integer.parseInt(number, 16);
  }

  private int end(int digits) {
    return Math.min(expression.length(), at + digits);
  }
}
