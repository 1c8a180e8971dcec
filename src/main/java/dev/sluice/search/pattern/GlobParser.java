package dev.sluice.search.pattern;

import dev.sluice.search.pattern.PatternSyntax.At;
import dev.sluice.search.pattern.PatternSyntax.Choice;
import dev.sluice.search.pattern.PatternSyntax.One;
import dev.sluice.search.pattern.PatternSyntax.Position;
import dev.sluice.search.pattern.PatternSyntax.Repeat;
import dev.sluice.search.pattern.PatternSyntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Parses a glob. */
final class GlobParser {

  private static final PatternSyntax ANYTHING = new Repeat(new One(CodePoints.ANY), 0, -1, false);
  private static final PatternSyntax WITHIN_NAME =
      new Repeat(new One(next -> next != '/'), 0, -1, false);

  private final String glob;
  private final boolean path;
  private int at;

  GlobParser(String glob, boolean path) {
    this.glob = glob;
    this.path = path;
  }

  PatternSyntax parse() {
    List<PatternSyntax> parts = new ArrayList<>();
    parts.add(new At(Position.BEGIN));
    while (at < glob.length()) {
      parts.add(part());
    }
    parts.add(new At(Position.END));
    return new Sequence(parts);
  }

  private PatternSyntax part() {
    return switch (glob.charAt(at)) {
      case '*' -> stars();
      case '?' -> {
        at++;
        yield new One(path ? any -> any != '/' : CodePoints.ANY);
      }
      case '[' -> charClass();
      case '{' -> braces();
      default -> literal();
    };
  }

  private PatternSyntax stars() {
    at++;
    boolean several = false;
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
      several = true;
    }
    if (!path) {
      return ANYTHING;
    }
    if (!several) {
      return WITHIN_NAME;
    }
    boolean isDirectory = at < glob.length() && glob.charAt(at) == '/';
    if (!isDirectory) {
      return ANYTHING;
    }
    at++; // a/**/b also matches a/b
    return new Repeat(new Sequence(List.of(ANYTHING, new One(any -> any == '/'))), 0, 1, false);
  }

  private PatternSyntax literal() {
    if (glob.charAt(at) == '\\' && at + 1 < glob.length()) {
      at++;
    }
    int next = glob.codePointAt(at);
    at += Character.charCount(next);
    return new One(CodePoints.range(next, next, true));
  }

  private PatternSyntax charClass() {
    int open = at++;
    boolean negated = at < glob.length() && (glob.charAt(at) == '!' || glob.charAt(at) == '^');
    if (negated) {
      at++;
    }
    List<IntPredicate> accepted = new ArrayList<>();
    while (at < glob.length() && (glob.charAt(at) != ']' || accepted.isEmpty())) {
      int begin = at;
      int from = classMember();
      int to = from;
      if (at + 1 < glob.length() && glob.charAt(at) == '-' && glob.charAt(at + 1) != ']') {
        at++;
        to = classMember();
      }
      if (from > to) {
        throw new InvalidPatternException(begin, "the range is in descending order");
      }
      accepted.add(CodePoints.range(from, to, true));
    }
    if (at >= glob.length()) {
      throw new InvalidPatternException(open, "the [ is not closed; write \\[ for the character");
    }
    at++;
    return new One(next -> accepted.stream().anyMatch(one -> one.test(next)) != negated);
  }

  private int classMember() {
    if (glob.charAt(at) == '\\' && at + 1 < glob.length()) {
      at++;
    }
    int next = glob.codePointAt(at);
    at += Character.charCount(next);
    return next;
  }

  /** Braces with a comma are alternatives; others, such as those of a template, are characters. */
  private PatternSyntax braces() {
    int close = closing();
    if (close < 0) {
      return literal();
    }
    at++;
    List<PatternSyntax> alternatives = new ArrayList<>();
    List<PatternSyntax> parts = new ArrayList<>();
    while (at < close) {
      if (glob.charAt(at) == ',') {
        at++;
        alternatives.add(new Sequence(List.copyOf(parts)));
        parts.clear();
      } else {
        parts.add(part());
      }
    }
    at++;
    alternatives.add(new Sequence(List.copyOf(parts)));
    return new Choice(alternatives);
  }

  /** The index of the brace that closes this one; negative if these are not alternatives. */
  private int closing() {
    boolean comma = false;
    for (int i = at + 1; i < glob.length(); i++) {
      switch (glob.charAt(i)) {
        case '\\' -> i++;
        case ',' -> comma = true;
        case '{', '[' -> {
          return -1;
        }
        case '}' -> {
          return comma ? i : -1;
        }
        default -> {}
      }
    }
    if (comma) {
      throw new InvalidPatternException(at, "the { is not closed; write \\{ for the character");
    }
    return -1;
  }
}
