package dev.sluice.value;

import java.util.HexFormat;

/**
 * Text of a document made safe for logs, terminals and messages: the one place that decides which
 * characters are escaped.
 */
public final class PrintableText {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PrintableText() {}

  /** The text with every unfit character escaped; the same object where there is none. */
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

  /** Appends the code point at an index of a text as it is, or escaped if it is unfit there. */
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
   * Whether the code point at an index may be printed there: joiners between what they join, too.
   */
  public static boolean isFit(String text, int index) {
    return isFit(text.codePointAt(index)) || Joiners.isInPlace(text, index);
  }

  /**
   * Whether a code point may be printed wherever it stands: control, format (bidirectional ones
   * among them), surrogate, private and unassigned characters may not.
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
}
