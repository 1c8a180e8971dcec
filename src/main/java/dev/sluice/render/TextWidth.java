package dev.sluice.render;

/**
 * Widths of texts in a sans-serif font, as upper bounds for the usual fonts, in thousandths of the
 * font size. Layout and drawing use the same widths, so a text never exceeds the space that is
 * reserved for it.
 */
final class TextWidth {

  private static final int WIDE = 1000;
  private static final int OTHER = 700;
  private static final int BOLD_PERCENT = 112;

  private TextWidth() {}

  /** The width of a text in pixels. */
  static int of(String text, int size, boolean bold) {
    long thousandths = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      thousandths += of(text.codePointAt(i));
    }
    return pixels(thousandths, size, bold);
  }

  private static int pixels(long thousandths, int size, boolean bold) {
    long scaled = bold ? thousandths * BOLD_PERCENT / 100 : thousandths;
    return (int) Math.min((scaled * size + 999) / 1000, Integer.MAX_VALUE);
  }

  /** The text, shortened with an ellipsis to a width in pixels. */
  static String fit(String text, int width, int size, boolean bold) {
    if (of(text, size, bold) <= width) {
      return text;
    }
    int end = 0;
    long thousandths = of('…');
    while (true) {
      int next = text.codePointAt(end); // the text is too long, so there is one
      thousandths += of(next);
      if (pixels(thousandths, size, bold) > width) {
        break;
      }
      end += Character.charCount(next);
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  private static int of(int character) {
    if (character < 0x7F) {
      return ascii((char) character);
    }
    if (character == '…') {
      return WIDE;
    }
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> character < 0x1100 ? OTHER + 100 : WIDE + 100;
    };
  }

  private static int ascii(char character) {
    return switch (character) {
      case 'i', 'j', 'l', '|', '\'', '.', ',', ':', ';', '!', ' ', 'I' -> 350;
      case 'f', 't', 'r', '(', ')', '[', ']', '/', '\\', '-', '"', '`' -> 470;
      case 'm', 'W', '@', '%', 'M' -> WIDE;
      case 'w', '+', '<', '>', '=', '~', '&', '#', '^' -> 850;
      default -> Character.isUpperCase(character) ? 790 : 650;
    };
  }
}
