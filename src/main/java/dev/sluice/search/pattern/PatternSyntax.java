package dev.sluice.search.pattern;

import java.util.List;
import java.util.function.IntPredicate;

/** A part of a pattern, as its text describes it. */
sealed interface PatternSyntax {

  /** One code point. */
  record One(IntPredicate accepted) implements PatternSyntax {}

  /** Parts one after the other; the empty text if there is none. */
  record Sequence(List<PatternSyntax> parts) implements PatternSyntax {}

  /** One of several parts, earlier ones preferred. */
  record Choice(List<PatternSyntax> parts) implements PatternSyntax {}

  /**
   * A part several times in a row.
   *
   * @param most the maximum number; negative if there is none
   * @param lazy whether fewer repetitions are preferred
   */
  record Repeat(PatternSyntax part, int least, int most, boolean lazy) implements PatternSyntax {}

  /** A position in the text that fulfils a condition. */
  record At(Position position) implements PatternSyntax {}

  /** A condition for a position in a text. */
  enum Position {
    BEGIN {
      @Override
      boolean isAt(CharSequence text, int at) {
        return at == 0;
      }
    },
    END {
      @Override
      boolean isAt(CharSequence text, int at) {
        return at == text.length();
      }
    },
    LINE_BEGIN {
      @Override
      boolean isAt(CharSequence text, int at) {
        return at == 0 || text.charAt(at - 1) == '\n';
      }
    },
    LINE_END {
      @Override
      boolean isAt(CharSequence text, int at) {
        return at == text.length() || text.charAt(at) == '\n';
      }
    },
    WORD_EDGE {
      @Override
      boolean isAt(CharSequence text, int at) {
        boolean before = at > 0 && CodePoints.isWord(text.charAt(at - 1));
        boolean after = at < text.length() && CodePoints.isWord(text.charAt(at));
        return before != after;
      }
    },
    NO_WORD_EDGE {
      @Override
      boolean isAt(CharSequence text, int at) {
        return !WORD_EDGE.isAt(text, at);
      }
    };

    abstract boolean isAt(CharSequence text, int at);
  }
}
