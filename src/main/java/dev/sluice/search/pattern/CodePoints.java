package dev.sluice.search.pattern;

import java.util.Optional;
import java.util.function.IntPredicate;

/** Sets of code points that patterns name. */
final class CodePoints {

  static final IntPredicate ANY = next -> true;
  static final IntPredicate WITHIN_LINE = next -> next != '\n';

  private CodePoints() {}

  static boolean isWord(int next) {
    return (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z')
        || (next >= '0' && next <= '9')
        || next == '_';
  }

  /** A range, or a single code point if both ends are equal. */
  static IntPredicate range(int from, int to, boolean ignoresCase) {
    IntPredicate exact = next -> next >= from && next <= to;
    return ignoresCase ? ignoringCase(exact) : exact;
  }

  private static IntPredicate ignoringCase(IntPredicate exact) {
    return next ->
        exact.test(next)
            || exact.test(Character.toLowerCase(next))
            || exact.test(Character.toUpperCase(next));
  }

  /** The set of an escape such as {@code \d}; empty if the letter does not name one. */
  static Optional<IntPredicate> escaped(int letter) {
    return switch (letter) {
      case 'd' -> Optional.of(next -> next >= '0' && next <= '9');
      case 'D' -> Optional.of(next -> next < '0' || next > '9');
      case 'w' -> Optional.of(CodePoints::isWord);
      case 'W' -> Optional.of(next -> !isWord(next));
      case 's' -> Optional.of(CodePoints::isSpace);
      case 'S' -> Optional.of(next -> !isSpace(next));
      default -> Optional.empty();
    };
  }

  private static boolean isSpace(int next) {
    return next == ' ' || (next >= '\t' && next <= '\r');
  }

  /** The set of a Unicode category such as {@code Lu}; empty if the name is not supported. */
  static Optional<IntPredicate> category(String name) {
    return switch (name) {
      case "L", "IsAlphabetic" -> Optional.of(Character::isLetter);
      case "Lu" -> Optional.of(Character::isUpperCase);
      case "Ll" -> Optional.of(Character::isLowerCase);
      case "N", "Nd" -> Optional.of(Character::isDigit);
      case "Z" -> Optional.of(Character::isSpaceChar);
      case "P" -> Optional.of(CodePoints::isPunctuation);
      default -> Optional.empty();
    };
  }

  private static boolean isPunctuation(int next) {
    return switch (Character.getType(next)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
