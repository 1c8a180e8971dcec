package dev.sluice.check;

import dev.sluice.config.SecurityPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Searches a string for the patterns of a security policy, ignoring case. Immutable.
 *
 * <p>Case is folded character by character with {@link Character#toLowerCase(char)}, so the KELVIN
 * SIGN counts as k; U+0130 does not count as a letter, because its lower case is two characters.
 */
final class PatternScanner {

  private static final char DOTTED_CAPITAL_I = '\u0130';
  private static final int ASCII = 128;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** The maximum number of triggers that are searched for in eight bytes at once. */
  private static final int MOST_REPEATED = 4;

  private final List<String> patterns;
  private final char[][] folded;

  /** The index of the rarest character of each pattern, its trigger. */
  private final int[] rarest;

  /** The distance from the trigger of each pattern to a character of another kind, or 0. */
  private final int[] near;

  /** The patterns with each ASCII trigger, and those with any other. */
  private final int[][] ofTrigger = new int[ASCII + 1][];

  private final boolean[] isTrigger = new boolean[ASCII];

  /*
   * If there are at most four triggers, each is repeated in all bytes of a word below; if there are
   * fewer, the last one fills the remaining words.
   */
  private final boolean fewTriggers;
  private final long one;
  private final long two;
  private final long three;
  private final long four;

  private boolean triggersBeyondAscii;
  private final int shortest;

  PatternScanner(SecurityPolicy policy) {
    patterns = policy.patterns();
    folded = patterns.stream().map(PatternScanner::fold).toArray(char[][]::new);
    shortest = patterns.stream().mapToInt(String::length).min().orElse(Integer.MAX_VALUE);
    rarest = Arrays.stream(folded).mapToInt(PatternScanner::rarest).toArray();
    near = new int[folded.length];
    Arrays.fill(ofTrigger, new int[0]);
    for (int i = 0; i < folded.length; i++) {
      char trigger = folded[i][rarest[i]];
      near[i] = near(folded[i], rarest[i]);
      markTrigger(trigger);
      int[] others = ofTrigger[Math.min(trigger, ASCII)];
      int[] all = Arrays.copyOf(others, others.length + 1);
      all[others.length] = i;
      ofTrigger[Math.min(trigger, ASCII)] = all;
    }
    long[] repeated =
        IntStream.range(0, ASCII)
            .filter(trigger -> isTrigger[trigger])
            .mapToLong(trigger -> trigger * ONES)
            .toArray();
    fewTriggers = repeated.length > 0 && repeated.length <= MOST_REPEATED;
    one = repeated(repeated, 0);
    two = repeated(repeated, 1);
    three = repeated(repeated, 2);
    four = repeated(repeated, 3);
  }

  private static long repeated(long[] all, int index) {
    return all.length == 0 ? 0 : all[Math.min(index, all.length - 1)];
  }

  /**
   * Whether a string may contain a pattern: whether it has the rarest character of one, or a
   * non-ASCII character that may be another form of one.
   *
   * <p>For the standard patterns these are {@code (}, {@code .} and {@code _}, which most strings
   * do not contain.
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

  /** The same for a text of ASCII bytes, eight at a time if there are few triggers. */
  boolean mayMatch(byte[] ascii, int from, int to) {
    if (to - from < shortest) {
      return false;
    }
    if (!fewTriggers || to - from < Long.BYTES) {
      for (int i = from; i < to; i++) {
        if (isTrigger[ascii[i]]) {
          return true;
        }
      }
      return false;
    }
    int last = to - Long.BYTES;
    for (int at = from; at < last; at += Long.BYTES) {
      if (hasTrigger((long) WORDS.get(ascii, at))) {
        return true;
      }
    }
    return hasTrigger((long) WORDS.get(ascii, last));
  }

  /** Whether one of eight ASCII bytes is a trigger; Warren, Hacker's Delight, 6-1. */
  private boolean hasTrigger(long eight) {
    long found =
        zeros(eight ^ one) | zeros(eight ^ two) | zeros(eight ^ three) | zeros(eight ^ four);
    return (found & HIGHS) != 0;
  }

  private static long zeros(long eight) {
    return (eight - ONES) & ~eight;
  }

  /** Whether a text of ASCII bytes contains a pattern. */
  boolean matches(byte[] ascii, int from, int to) {
    for (int at = from; at < to; at++) {
      if (isTrigger[ascii[at]]) {
        for (int i : ofTrigger[lower((char) ascii[at])]) {
          if (matches(ascii, from, to, at, i)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean matches(byte[] ascii, int from, int to, int at, int number) {
    char[] pattern = folded[number];
    int beside = at + near[number];
    int begin = at - rarest[number];
    if (begin < from
        || begin + pattern.length > to
        || lower((char) ascii[beside]) != pattern[rarest[number] + near[number]]) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (lower((char) ascii[begin + i]) != pattern[i]) {
        return false;
      }
    }
    return true;
  }

  /** The first pattern of the list that the string contains, found in one pass. */
  Optional<String> find(String text) {
    int first = folded.length;
    for (int at = 0; at < text.length(); at++) {
      char next = lower(text.charAt(at));
      if (next < ASCII ? isTrigger[next] : triggersBeyondAscii) {
        first = find(text, at, first);
      }
    }
    return first == folded.length ? Optional.empty() : Optional.of(patterns.get(first));
  }

  /** The first pattern below a bound whose trigger is at a position of the string. */
  private int find(String text, int at, int bound) {
    char trigger = lower(text.charAt(at));
    for (int i : ofTrigger[Math.min(trigger, ASCII)]) {
      if (i >= bound) {
        break;
      }
      char[] pattern = folded[i];
      if (isNear(text, at + near[i], pattern[rarest[i] + near[i]])
          && matches(text, at - rarest[i], pattern)) {
        return i;
      }
    }
    return bound;
  }

  /** Whether a character is at a position; this check makes runs of triggers fast to skip. */
  private static boolean isNear(String text, int at, char expected) {
    return at >= 0 && at < text.length() && lower(text.charAt(at)) == expected;
  }

  private static boolean matches(String text, int from, char[] pattern) {
    if (from < 0 || from + pattern.length > text.length()) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (lower(text.charAt(from + i)) != pattern[i]) {
        return false;
      }
    }
    return true;
  }

  private void markTrigger(char trigger) {
    if (trigger < ASCII) {
      isTrigger[trigger] = true;
      isTrigger[Character.toUpperCase(trigger)] = true;
    } else {
      triggersBeyondAscii = true;
    }
  }

  /**
   * The index of a character of a pattern that is not a letter or digit, or 0; such characters are
   * rare in strings. One beside a letter or digit is preferred.
   */
  private static int rarest(char[] pattern) {
    int found = 0;
    for (int i = pattern.length - 1; i >= 0; i--) {
      if (!Character.isLetterOrDigit(pattern[i])) {
        found = i;
        if (near(pattern, i) != 0) {
          return i;
        }
      }
    }
    return found;
  }

  /** The distance, 1 or -1, to a letter or digit beside a character of a pattern; 0 for none. */
  private static int near(char[] pattern, int at) {
    if (at + 1 < pattern.length && Character.isLetterOrDigit(pattern[at + 1])) {
      return 1;
    }
    return at > 0 && Character.isLetterOrDigit(pattern[at - 1]) ? -1 : 0;
  }

  private static char[] fold(String pattern) {
    char[] lower = pattern.toCharArray();
    for (int i = 0; i < lower.length; i++) {
      lower[i] = lower(lower[i]);
    }
    return lower;
  }

  private static char lower(char next) {
    if (next < ASCII) {
      return next >= 'A' && next <= 'Z' ? (char) (next + 'a' - 'A') : next;
    }
    return next == DOTTED_CAPITAL_I ? next : Character.toLowerCase(next);
  }
}
