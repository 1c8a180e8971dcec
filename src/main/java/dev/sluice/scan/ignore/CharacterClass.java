package dev.sluice.scan.ignore;

import java.util.Optional;
import java.util.function.IntPredicate;

/** The POSIX character classes, such as {@code [:alpha:]}, restricted to ASCII as in git. */
final class CharacterClass {

  private CharacterClass() {}

  /** The class with this name, if it exists. */
  static Optional<IntPredicate> named(String name) {
    IntPredicate members =
        switch (name) {
          case "alnum" -> point -> isAlphabetic(point) || isDigit(point);
          case "alpha" -> CharacterClass::isAlphabetic;
          case "blank" -> point -> point == ' ' || point == '\t';
          case "cntrl" -> point -> point < ' ' || point == 0x7F;
          case "digit" -> CharacterClass::isDigit;
          case "graph" -> CharacterClass::isVisible;
          case "lower" -> point -> point >= 'a' && point <= 'z';
          case "print" -> point -> isVisible(point) || point == ' ';
          case "punct" -> point -> isVisible(point) && !isAlphabetic(point) && !isDigit(point);
          case "space" -> point -> point == ' ' || (point >= '\t' && point <= '\r');
          case "upper" -> point -> point >= 'A' && point <= 'Z';
          case "xdigit" ->
              point -> isDigit(point) || ((point | 0x20) >= 'a' && (point | 0x20) <= 'f');
          default -> null;
        };
    return Optional.ofNullable(members);
  }

  private static boolean isAlphabetic(int point) {
    int lower = point | 0x20;
    return point < 0x80 && lower >= 'a' && lower <= 'z';
  }

  private static boolean isDigit(int point) {
    return point >= '0' && point <= '9';
  }

  private static boolean isVisible(int point) {
    return point > ' ' && point < 0x7F;
  }
}
