package dev.sluice.scan.ignore;

import dev.sluice.scan.ignore.NamePattern.Star;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Parses a pattern, one name after another. */
final class PatternParser {

  private static final int END = -1;

  private final int[] pattern;
  private int at;

  /** There is no closing bracket between {@link #at} and this index. */
  private int bracket;

  private PatternParser(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  /** The patterns of the names between the slashes; empty if the pattern is malformed. */
  static Optional<List<NamePattern>> parse(String pattern) {
    PatternParser parser = new PatternParser(pattern);
    List<NamePattern> names = new ArrayList<>();
    List<IntPredicate> parts = new ArrayList<>();
    while (parser.peek() != END) {
      int next = parser.take();
      if (next == '\\') {
        if (parser.peek() == END) {
          return Optional.empty();
        }
        next = parser.take();
        if (next != '/') {
          parts.add(is(next));
          continue;
        }
      }
      switch (next) {
        case '/' -> {
          names.add(new NamePattern(parts));
          parts.clear();
        }
        case '*' -> parts.add(Star.STAR);
        case '?' -> parts.add(any -> true);
        case '[' -> {
          Optional<IntPredicate> set = parser.set();
          if (set.isEmpty()) {
            return Optional.empty();
          }
          parts.add(set.get());
        }
        default -> parts.add(is(next));
      }
    }
    names.add(new NamePattern(parts));
    return Optional.of(names);
  }

  private static IntPredicate is(int wanted) {
    return point -> point == wanted;
  }

  private int peek() {
    return at < pattern.length ? pattern[at] : END;
  }

  private int take() {
    return at < pattern.length ? pattern[at++] : END;
  }

  /** The set after an opening bracket; empty if it is not closed or names an unknown class. */
  private Optional<IntPredicate> set() {
    boolean negated = peek() == '!' || peek() == '^';
    if (negated) {
      at++;
    }
    CharacterSet.Builder members = new CharacterSet.Builder();
    int low = END; // the start of a range if a hyphen follows
    for (boolean first = true; first || peek() != ']'; first = false) {
      int next = take();
      if (next == '[' && peek() == ':') {
        int close = nextBracket();
        if (close == END) {
          return Optional.empty();
        }
        if (close > at + 1 && pattern[close - 1] == ':') {
          String name = new String(pattern, at + 1, close - at - 2);
          Optional<IntPredicate> named = CharacterClass.named(name);
          if (named.isEmpty()) {
            return named;
          }
          members.add(name, named.get());
          at = close + 1;
          low = END;
          continue;
        }
      } else if (next == '-' && low != END && peek() != ']' && peek() != END) {
        int to = takeEscaped();
        if (to == END) {
          return Optional.empty();
        }
        members.add(low, to);
        low = END;
        continue;
      } else if (next == '\\') {
        next = take();
      }
      if (next == END) {
        return Optional.empty();
      }
      members.add(next, next);
      low = next;
    }
    at++;
    return Optional.of(members.build(negated));
  }

  private int takeEscaped() {
    int next = take();
    return next == '\\' ? take() : next;
  }

  /** The index of the next closing bracket after a colon; each character is visited once. */
  private int nextBracket() {
    bracket = Math.max(bracket, at + 1);
    while (bracket < pattern.length && pattern[bracket] != ']') {
      bracket++;
    }
    return bracket < pattern.length ? bracket : END;
  }
}
