package dev.sluice.value;

import java.util.HexFormat;

/**
 * Escapes text of a document for logs, terminals and messages. This is the only place that decides
 * which characters are escaped.
 */
public final class PrintableText {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PrintableText() {}

  /** The text with every unsafe character escaped; the same object if there is none. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); ) {
      int next = text.codePointAt(i);
      if (!isFit(text, i)) {
        return escaped(text, i);
      }
      i += Character.charCount(next);
    }
    return text;
  }

  private static String escaped(String text, int from) {
    StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int i = from; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      append(safe, text, i);
    }
    return safe.toString();
  }

  /** Appends the code point at an index of a text, escaped if it is unsafe there. */
  public static void append(StringBuilder target, String text, int index) {
    int next = text.codePointAt(index);
    if (isFit(text, index)) {
      target.appendCodePoint(next);
    } else if (next <= 0xFFFF) {
      target.append("\\u").append(HEX.toHexDigits((char) next));
    } else {
      target.append("\\U").append(HEX.toHexDigits(next, 8));
    }
  }

  /**
   * Whether the code point at an index is safe to print there; joiners are safe between characters
   * that they join.
   */
  public static boolean isFit(String text, int index) {
    return isFit(text.codePointAt(index)) || Joiners.isInPlace(text, index);
  }

  /**
   * Whether a code point is safe to print anywhere. Control, format (including bidirectional),
   * surrogate, private and unassigned characters are not.
   */
  public static boolean isFit(int next) {
    return switch (Character.getType(next)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** The index, or the one before it if a cut at the index would split a surrogate pair. */
  public static int cut(String text, int index) {
    boolean isWithin =
        index > 0
            && index < text.length()
            && Character.isLowSurrogate(text.charAt(index))
            && Character.isHighSurrogate(text.charAt(index - 1));
    return isWithin ? index - 1 : index;
  }

  /** Whether a string has a lone surrogate. */
  public static boolean hasLoneSurrogate(CharSequence text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char next = text.charAt(i);
      if (Character.isSurrogate(next)) {
        if (Character.isLowSurrogate(next)
            || i + 1 == length
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
