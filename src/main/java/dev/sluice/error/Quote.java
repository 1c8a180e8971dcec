package dev.sluice.error;

/**
 * Text of a document made fit for a message: quoted, cut to a bearable length, and with every
 * character escaped that a terminal or a reader's eye could be misled by.
 */
public final class Quote {

  private static final int LONGEST = 80;

  private Quote() {}

  /** The text in double quotes, at most {@value #LONGEST} code points of it. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    int count = 0;
    for (int i = 0; i < text.length(); ) {
      if (count++ == LONGEST) {
        return quoted.append("…\"").toString();
      }
      int next = text.codePointAt(i);
      append(quoted, next);
      i += Character.charCount(next);
    }
    return quoted.append('"').toString();
  }

  /** The text as {@link #of} makes it safe, in full length and without quotes. */
  public static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(next -> append(safe, next));
    return safe.toString();
  }

  private static void append(StringBuilder target, int next) {
    if (isFit(next)) {
      target.appendCodePoint(next);
    } else if (next <= 0xFFFF) {
      target.append(String.format("\\u%04X", next));
    } else {
      target.append(String.format("\\U%08X", next));
    }
  }

  /**
   * Whether a code point may stand in a message: control, format (bidirectional ones among them),
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
