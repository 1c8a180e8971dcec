package dev.sluice.text;

import dev.sluice.value.PrintableText;

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
      PrintableText.append(quoted, text, i);
      i += Character.charCount(next);
    }
    return quoted.append('"').toString();
  }

  /** The text as {@link #of} makes it safe, in full length and without quotes. */
  public static String safe(String text) {
    return PrintableText.of(text);
  }

  /** Whether a code point may stand in a message; see {@link PrintableText#isFit}. */
  public static boolean isFit(int next) {
    return PrintableText.isFit(next);
  }

  /**
   * Whether the code point at an index may stand in a message there: one that {@link #isFit(int)}
   * allows, or a joiner between letters or emoji that look different with it, as in Persian words
   * and in families of emoji.
   */
  public static boolean isFit(String text, int index) {
    return PrintableText.isFit(text, index);
  }
}
