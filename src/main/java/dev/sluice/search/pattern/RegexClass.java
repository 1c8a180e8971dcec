package dev.sluice.search.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Parses a class of characters in brackets. */
final class RegexClass {

  private final RegexCursor in;
  private final boolean ignoresCase;

  RegexClass(RegexCursor in, boolean ignoresCase) {
    this.in = in;
    this.ignoresCase = ignoresCase;
  }

  /** The class whose opening bracket, at {@code open}, has been read. */
  IntPredicate parse(int open) {
    boolean negated = in.take('^');
    List<IntPredicate> members = new ArrayList<>();
    while (!in.atEnd()) {
      int start = in.position();
      if (in.take("&&") || in.take('[')) {
        throw new InvalidPatternException(
            start, "nested classes and && are not supported; write \\[ or \\& for the characters");
      }
      int next = in.next();
      if (next == ']' && !members.isEmpty()) {
        return code -> members.stream().anyMatch(member -> member.test(code)) != negated;
      }
      members.add(member(start, next));
    }
    throw new InvalidPatternException(open, "the [ is not closed; write \\[ for the character");
  }

  private IntPredicate member(int start, int next) {
    if (next == '\\' && !in.atEnd() && isSet(in.peek())) {
      return in.escaped(start, ignoresCase);
    }
    int from = single(start, next);
    int dash = in.position();
    if (!in.take('-')) {
      return CodePoints.range(from, from, ignoresCase);
    }
    if (in.atEnd() || in.peek() == ']') {
      return code -> code == '-' || CodePoints.range(from, from, ignoresCase).test(code);
    }
    int to = single(in.position(), in.next());
    if (to < from) {
      throw new InvalidPatternException(dash, "the range is in descending order");
    }
    return CodePoints.range(from, to, ignoresCase);
  }

  private int single(int start, int next) {
    if (next != '\\') {
      return next;
    }
    if (in.atEnd()) {
      throw new InvalidPatternException(start, "the expression ends after a backslash");
    }
    return in.codePoint(start, in.next());
  }

  private static boolean isSet(int letter) {
    return "dDwWsSpP".indexOf(letter) >= 0;
  }
}
