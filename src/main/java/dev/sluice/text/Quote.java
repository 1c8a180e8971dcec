package dev.sluice.text;

import dev.sluice.value.PrintableText;

/**
 * Prepares text of a document for a message: quoted, shortened, and with every character escaped
 * that could mislead a terminal or a reader.
 */
public final class Quote {

  private static final int LONGEST = 80;

  /** The numbers of code points at the beginning and at the end of a shortened text. */
  private static final int BEGINNING = 160;

  private static final int END = 79;

  private Quote() {}

  /** The text in double quotes, shortened to {@value #LONGEST} code points. */
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

  /** The whole text, escaped as by {@link #of} but without quotes. */
  public static String safe(String text) {
    return PrintableText.of(text);
  }

  /** The text, escaped as by {@link #safe}; a long one without its middle. */
  public static String brief(String text) {
    if (text.codePointCount(0, text.length()) <= BEGINNING + 1 + END) {
      return safe(text);
    }
    int beginning = text.offsetByCodePoints(0, BEGINNING);
    int end = text.offsetByCodePoints(text.length(), -END);
    return safe(text.substring(0, beginning)) + "…" + safe(text.substring(end));
  }

  /** Whether a code point may appear in a message; see {@link PrintableText#isFit}. */
  public static boolean isFit(int next) {
    return PrintableText.isFit(next);
  }

  /**
   * Whether the code point at an index may appear in a message: it is allowed by {@link
   * #isFit(int)}, or it is a joiner between letters or emoji whose appearance it changes.
   */
  public static boolean isFit(String text, int index) {
    return PrintableText.isFit(text, index);
  }
}
