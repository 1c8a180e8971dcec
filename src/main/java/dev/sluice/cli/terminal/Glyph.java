package dev.sluice.cli.terminal;

import dev.sluice.text.Quote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One character of a document as shown on a terminal.
 *
 * @param text the character, or an escape if it is unsafe
 * @param width the number of columns of the text
 * @param from the index of its first byte
 */
public record Glyph(String text, int width, int from) {

  private static final String TAB = "    ";
  private static final String REPLACEMENT = "\uFFFD";
  private static final char NON_JOINER = '\u200C';
  private static final char JOINER = '\u200D';

  /** The number of bytes around a joiner that contain the characters it joins. */
  private static final int NEAR = 32;

  /** The characters of UTF-8 bytes; a byte that is not part of a character is shown as a number. */
  public static List<Glyph> of(byte[] utf8) {
    List<Glyph> glyphs = new ArrayList<>(utf8.length);
    for (int from = 0; from < utf8.length; ) {
      int length = length(utf8, from);
      glyphs.add(at(utf8, from, length));
      from += Math.max(1, length);
    }
    return glyphs;
  }

  /** The number of bytes of the character at this index; 0 if there is none. */
  public static int length(byte[] utf8, int from) {
    int lead = utf8[from] & 0xFF;
    int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length < 2) {
      return length;
    }
    if (lead > 0xF4 || from + length > utf8.length) {
      return 0;
    }
    String decoded = new String(utf8, from, length, StandardCharsets.UTF_8);
    boolean sound = decoded.codePointCount(0, decoded.length()) == 1;
    boolean replaced = decoded.equals(REPLACEMENT) && lead != 0xEF;
    return sound && !replaced ? length : 0;
  }

  private static Glyph at(byte[] utf8, int from, int length) {
    if (utf8[from] == '\t') {
      return new Glyph(TAB, TAB.length(), from);
    }
    String text =
        length == 0 ? String.format("\\x%02X", utf8[from] & 0xFF) : text(utf8, from, length);
    return new Glyph(text, DisplayWidth.of(text), from);
  }

  /** The text of a character; a joiner is shown as such only between characters that it joins. */
  private static String text(byte[] utf8, int from, int length) {
    String text = new String(utf8, from, length, StandardCharsets.UTF_8);
    if (text.charAt(0) != NON_JOINER && text.charAt(0) != JOINER) {
      return Quote.safe(text);
    }
    int start = Math.max(0, from - NEAR);
    int end = Math.min(utf8.length, from + length + NEAR);
    String before = new String(utf8, start, from - start, StandardCharsets.UTF_8);
    String around = before + new String(utf8, from, end - from, StandardCharsets.UTF_8);
    return Quote.isFit(around, before.length()) ? text : Quote.safe(text);
  }
}
