package dev.sluice.check;

import dev.sluice.config.SecurityPolicy;
import java.util.List;
import java.util.Optional;

/**
 * The search for a security policy's patterns in a text, ignoring case.
 *
 * <p>Case is folded character by character by {@link Character#toLowerCase(char)}, so that the
 * KELVIN SIGN counts as k; U+0130 counts as no letter, for its lower case is two characters.
 */
final class PatternScanner {

  private static final char DOTTED_CAPITAL_I = '\u0130';
  private static final int ASCII = 128;

  private final List<String> patterns;
  private final char[][] folded;
  private final boolean[] isTrigger = new boolean[ASCII];
  private final int shortest;

  PatternScanner(SecurityPolicy policy) {
    patterns = policy.patterns();
    folded = patterns.stream().map(PatternScanner::fold).toArray(char[][]::new);
    shortest = patterns.stream().mapToInt(String::length).min().orElse(Integer.MAX_VALUE);
    for (char[] pattern : folded) {
      markTrigger(rarest(pattern));
    }
  }

  /**
   * Whether a text may contain a pattern: whether it has the rarest character of one, or a
   * character beyond ASCII that may be another form of one.
   *
   * <p>Of the standard patterns these are {@code (}, {@code .} and {@code _}, which most texts
   * lack.
   */
  boolean mayMatch(char[] chars, int offset, int length) {
    boolean longEnough = length >= shortest;
    for (int i = offset, end = offset + length; i < end; i++) {
      char next = chars[i];
      if (next >= ASCII || (isTrigger[next] && longEnough)) {
        return true;
      }
    }
    return false;
  }

  /** The first pattern of the list that the text contains. */
  Optional<String> find(String text) {
    for (int i = 0; i < folded.length; i++) {
      if (contains(text, folded[i])) {
        return Optional.of(patterns.get(i));
      }
    }
    return Optional.empty();
  }

  private static boolean contains(String text, char[] pattern) {
    for (int from = 0, last = text.length() - pattern.length; from <= last; from++) {
      int i = 0;
      while (i < pattern.length && lower(text.charAt(from + i)) == pattern[i]) {
        i++;
      }
      if (i == pattern.length) {
        return true;
      }
    }
    return false;
  }

  private void markTrigger(char trigger) {
    if (trigger < ASCII) {
      isTrigger[trigger] = true;
      isTrigger[Character.toUpperCase(trigger)] = true;
    }
  }

  /** A character that is no letter or digit, if the pattern has one: such are rare in texts. */
  private static char rarest(char[] pattern) {
    for (char next : pattern) {
      if (!Character.isLetterOrDigit(next)) {
        return next;
      }
    }
    return pattern[0];
  }

  private static char[] fold(String pattern) {
    char[] lower = pattern.toCharArray();
    for (int i = 0; i < lower.length; i++) {
      lower[i] = lower(lower[i]);
    }
    return lower;
  }

  private static char lower(char next) {
    return next == DOTTED_CAPITAL_I ? next : Character.toLowerCase(next);
  }
}
