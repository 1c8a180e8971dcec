package dev.sluice.value;

import java.lang.Character.UnicodeScript;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Recognises legitimate uses of the invisible joiners (U+200C and U+200D). Persian words and emoji
 * sequences need them; anywhere else they could hide differences.
 */
final class Joiners {

  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int MOST_MARKS = 8;

  /** Scripts in which a joiner changes the form of the letters beside it. */
  private static final Set<UnicodeScript> JOINING =
      Collections.unmodifiableSet(
          EnumSet.of(
              UnicodeScript.ARABIC,
              UnicodeScript.SYRIAC,
              UnicodeScript.MONGOLIAN,
              UnicodeScript.NKO,
              UnicodeScript.DEVANAGARI,
              UnicodeScript.BENGALI,
              UnicodeScript.GURMUKHI,
              UnicodeScript.GUJARATI,
              UnicodeScript.ORIYA,
              UnicodeScript.TAMIL,
              UnicodeScript.TELUGU,
              UnicodeScript.KANNADA,
              UnicodeScript.MALAYALAM,
              UnicodeScript.SINHALA,
              UnicodeScript.KHMER,
              UnicodeScript.MYANMAR));

  private Joiners() {}

  /** Whether a joiner at this index stands between characters that it can join. */
  static boolean isInPlace(String text, int index) {
    char next = text.charAt(index);
    return (next == NON_JOINER || next == JOINER) && joins(text, index, next);
  }

  private static boolean joins(String text, int index, int joiner) {
    if (index + 1 == text.length()) {
      return false;
    }
    int before = base(text, index);
    int after = text.codePointAt(index + 1);
    if (joiner == JOINER && isPictograph(before)) {
      return isPictograph(after);
    }
    UnicodeScript script = UnicodeScript.of(after);
    return Character.isLetter(before)
        && Character.isLetter(after)
        && JOINING.contains(script)
        && UnicodeScript.of(before) == script;
  }

  /**
   * The character that the combining marks before an index belong to; 0 if there is none nearby.
   */
  private static int base(String text, int index) {
    int at = index;
    for (int i = 0; i < MOST_MARKS && at > 0; i++) {
      int before = text.codePointBefore(at);
      if (!isMark(before)) {
        return before;
      }
      at -= Character.charCount(before);
    }
    return 0;
  }

  private static boolean isMark(int next) {
    int type = Character.getType(next);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || (next >= 0x1F3FB && next <= 0x1F3FF); // skin tone modifiers
  }

  private static boolean isPictograph(int next) {
    return Character.getType(next) == Character.OTHER_SYMBOL;
  }
}
