package dev.sluice.search.pattern;

import dev.sluice.search.pattern.PatternSyntax.At;
import dev.sluice.search.pattern.PatternSyntax.Choice;
import dev.sluice.search.pattern.PatternSyntax.One;
import dev.sluice.search.pattern.PatternSyntax.Position;
import dev.sluice.search.pattern.PatternSyntax.Repeat;
import dev.sluice.search.pattern.PatternSyntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses a regular expression. */
final class RegexParser {

  private static final int DEEPEST = 50;

  private final RegexCursor in;
  private boolean ignoresCase;
  private boolean multiline;
  private boolean dotAll;
  private int depth;

  RegexParser(String expression) {
    in = new RegexCursor(expression);
  }

  PatternSyntax parse() {
    PatternSyntax all = choice();
    if (!in.atEnd()) {
      throw in.fault("the ) has no opening parenthesis; write \\) for the character");
    }
    return all;
  }

  private PatternSyntax choice() {
    if (++depth > DEEPEST) {
      throw in.fault("groups are nested more than " + DEEPEST + " deep");
    }
    List<PatternSyntax> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (in.take('|'));
    depth--;
    return alternatives.size() == 1 ? alternatives.get(0) : new Choice(alternatives);
  }

  private PatternSyntax sequence() {
    List<PatternSyntax> parts = new ArrayList<>();
    while (!in.atEnd() && in.peek() != '|' && in.peek() != ')') {
      if (in.take("\\Q")) {
        in.until("\\E").codePoints().forEach(next -> parts.add(exactly(next)));
        int last = parts.size() - 1;
        if (last >= 0) {
          parts.set(last, repeated(parts.get(last)));
        }
      } else {
        parts.add(repeated(atom()));
      }
    }
    return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
  }

  private PatternSyntax repeated(PatternSyntax atom) {
    int start = in.position();
    int[] range = in.quantifier();
    if (range.length == 0) {
      return atom;
    }
    if (atom instanceof At) {
      throw new InvalidPatternException(start, "an anchor cannot be repeated");
    }
    boolean lazy = in.take('?');
    int next = in.position();
    if (in.take('+')) {
      throw new InvalidPatternException(
          next,
          "possessive quantifiers are not supported, and not needed, because matching never"
              + " backtracks");
    }
    if (in.quantifier().length > 0) {
      throw new InvalidPatternException(next, "a repetition cannot be repeated; use a group");
    }
    return new Repeat(atom, range[0], range[1], lazy);
  }

  private PatternSyntax atom() {
    int start = in.position();
    int next = in.next();
    return switch (next) {
      case '.' -> new One(dotAll ? CodePoints.ANY : CodePoints.WITHIN_LINE);
      case '^' -> new At(multiline ? Position.LINE_BEGIN : Position.BEGIN);
      case '$' -> new At(multiline ? Position.LINE_END : Position.END);
      case '(' -> group(start);
      case '[' -> new One(new RegexClass(in, ignoresCase).parse(start));
      case '\\' -> escape(start);
      case '*', '+', '?' ->
          throw new InvalidPatternException(
              start,
              "nothing comes before the "
                  + Character.toString(next)
                  + "; write \\"
                  + Character.toString(next)
                  + " for the character");
      default -> exactly(next);
    };
  }

  private PatternSyntax escape(int start) {
    if (in.atEnd()) {
      throw new InvalidPatternException(start, "the expression ends after a backslash");
    }
    int letter = in.peek();
    Optional<Position> position =
        switch (letter) {
          case 'b' -> Optional.of(Position.WORD_EDGE);
          case 'B' -> Optional.of(Position.NO_WORD_EDGE);
          case 'A' -> Optional.of(Position.BEGIN);
          case 'z', 'Z' -> Optional.of(Position.END);
          default -> Optional.empty();
        };
    if (position.isPresent()) {
      in.next();
      return new At(position.get());
    }
    if ((letter >= '1' && letter <= '9') || letter == 'k') {
      throw new InvalidPatternException(start, "back-references are not supported");
    }
    return new One(in.escaped(start, ignoresCase));
  }

  private PatternSyntax group(int start) {
    boolean outerCase = ignoresCase;
    boolean outerLines = multiline;
    boolean outerDot = dotAll;
    if (in.take('?') && groupOption(start)) {
      return new Sequence(List.of()); // flags for the rest of the enclosing group
    }
    PatternSyntax inner = choice();
    if (!in.take(')')) {
      throw new InvalidPatternException(start, "the ( is not closed; write \\( for the character");
    }
    ignoresCase = outerCase;
    multiline = outerLines;
    dotAll = outerDot;
    return new Sequence(List.of(inner));
  }

  /** What follows {@code (?}; true if these are flags without a group of their own. */
  private boolean groupOption(int start) {
    if (in.take(':')) {
      return false;
    }
    if (in.take('<') && !in.atEnd() && Character.isLetter(in.peek())) {
      in.until(">");
      return false;
    }
    boolean on = true;
    while (!in.atEnd()) {
      int flag = in.next();
      switch (flag) {
        case '-' -> on = false;
        case 'i' -> ignoresCase = on;
        case 'm' -> multiline = on;
        case 's' -> dotAll = on;
        case ':' -> {
          return false;
        }
        case ')' -> {
          return true;
        }
        default ->
            throw new InvalidPatternException(
                start,
                "look-around and flags other than i, m and s are not supported; found "
                    + quoted(flag));
      }
    }
    throw new InvalidPatternException(start, "the ( is not closed");
  }

  private static String quoted(int flag) {
    return "\"" + Character.toString(flag) + "\"";
  }

  private PatternSyntax exactly(int next) {
    return new One(CodePoints.range(next, next, ignoresCase));
  }
}
