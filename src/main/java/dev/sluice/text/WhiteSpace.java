package dev.sluice.text;

/** White space as defined by Python: that of Unicode, including no-break spaces and NEL. */
public final class WhiteSpace {

  private WhiteSpace() {}

  /** Whether a character, given by its code point, is white space. */
  public static boolean is(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == '\u0085';
  }

  /** Whether a text has no other characters. */
  public static boolean isBlank(CharSequence text) {
    return text.codePoints().allMatch(WhiteSpace::is);
  }
}
