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
      if (!isFit(next)) {
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, i);
        text.codePoints().skip(text.codePointCount(0, i)).forEach(each -> append(safe, each));
        return safe.toString();
      }
      i += Character.charCount(next);
    }
    return text;
  }

  /** Appends a code point as it is, or escaped if it is unfit. */
  public static void append(StringBuilder target, int next) {
    if (isFit(next)) {
      target.appendCodePoint(next);
    } else if (next <= 0xFFFF) {
      target.append("\\u").append(HEX.toHexDigits((char) next));
    } else {
      target.append("\\U").append(HEX.toHexDigits(next, 8));
    }
  }

  /**
   * Whether a code point may be printed: control, format (bidirectional ones among them),
   * surrogate, private and unassigned characters may not.
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
