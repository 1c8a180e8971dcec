package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Glyph;
import dev.sluice.text.SecretSpans;
import dev.sluice.text.Secrets;

/** The surroundings of a place in a document: its line, or the part of the line near the place. */
final class Passage {

  private final byte[] line;
  private final byte[] shown;
  private final int at;
  private final boolean cutBefore;
  private final boolean cutAfter;
  private final long charOffset;

  /**
   * A part of a line without its line break.
   *
   * @param line the bytes, cut between characters; not copied
   * @param at the index of the place; the length if it is the end of the line
   * @param cutBefore whether the line begins earlier
   * @param cutAfter whether the line continues
   * @param charOffset the number of code points of the document before the place, without a byte
   *     order mark
   */
  Passage(byte[] line, int at, boolean cutBefore, boolean cutAfter, long charOffset) {
    this(line, Secrets.overwritten(line), at, cutBefore, cutAfter, charOffset);
  }

  private Passage(
      byte[] line, byte[] shown, int at, boolean cutBefore, boolean cutAfter, long charOffset) {
    this.line = line;
    this.shown = shown;
    this.at = at;
    this.cutBefore = cutBefore;
    this.cutAfter = cutAfter;
    this.charOffset = charOffset;
  }

  /** This passage with the secrets of the document hidden; its place has this offset. */
  Passage masked(SecretSpans secrets, long offset) {
    byte[] hidden = shown.clone();
    secrets.overwrite(hidden, offset - at);
    return new Passage(line, hidden, at, cutBefore, cutAfter, charOffset);
  }

  /** The bytes of the line, with an asterisk for each byte of a secret. */
  byte[] shown() {
    return shown;
  }

  int at() {
    return at;
  }

  boolean isCutBefore() {
    return cutBefore;
  }

  boolean isCutAfter() {
    return cutAfter;
  }

  long charOffset() {
    return charOffset;
  }

  /**
   * The number of bytes of the token at the place, as far as they are in this part: a string with
   * its quotes, a number or word, or one other character; 0 at the end of the line.
   */
  int tokenLength() {
    if (at == line.length) {
      return 0;
    }
    if (line[at] == '"') {
      return stringLength();
    }
    int end = at;
    while (end < line.length && isWord(line[end])) {
      end++;
    }
    return end > at ? end - at : Math.max(1, Glyph.length(line, at));
  }

  /** The number of code points of the token. */
  int tokenChars() {
    int chars = 0;
    int end = at + tokenLength();
    for (int i = at; i < end; i += Math.max(1, Glyph.length(line, i))) {
      chars++;
    }
    return chars;
  }

  private int stringLength() {
    for (int i = at + 1; i < line.length; i++) {
      if (line[i] == '\\') {
        i++;
      } else if (line[i] == '"') {
        return i + 1 - at;
      }
    }
    return line.length - at;
  }

  private static boolean isWord(byte next) {
    return (next >= '0' && next <= '9')
        || (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z')
        || next == '-'
        || next == '+'
        || next == '.'
        || next == '_';
  }
}
