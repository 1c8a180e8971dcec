package dev.sluice.preview;

import dev.sluice.json.JsonTokens;

/** Strings of a document that are shown. */
final class Texts {

  private Texts() {}

  /** The string the parser is at. */
  static String of(JsonTokens tokens) {
    requireCharacters(tokens);
    return new String(tokens.chars(), tokens.charsOffset(), tokens.charsLength());
  }

  /** Refuses a string that is no sequence of characters: a surrogate without its other half. */
  static void requireCharacters(JsonTokens tokens) {
    if (hasHalfPair(tokens.chars(), tokens.charsOffset(), tokens.charsLength())) {
      throw tokens.halfPair();
    }
  }

  private static boolean hasHalfPair(char[] chars, int offset, int length) {
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      if (Character.isSurrogate(chars[i])) {
        if (Character.isLowSurrogate(chars[i])
            || i + 1 == end
            || !Character.isLowSurrogate(chars[i + 1])) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
