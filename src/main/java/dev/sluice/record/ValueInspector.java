package dev.sluice.record;

import dev.sluice.model.Place;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Inspects values while the reader builds them, when their characters and their place are still
 * available.
 *
 * <p>The tests are called for every value and must be fast. Only if a test returns true does the
 * reader determine the place and call the corresponding report. Reports do not stop the reader.
 */
public interface ValueInspector {

  /** Whether a config string must be inspected; strings with surrogates always are. */
  boolean isSuspect(char[] chars, int offset, int length);

  /** The same for a string of ASCII bytes; true unless an inspector knows better. */
  default boolean isSuspect(byte[] ascii, int from, int to) {
    return true;
  }

  /**
   * Whether the closer look at a config string would find nothing; false unless an inspector knows
   * better.
   */
  default boolean isHarmless(String text) {
    return false;
  }

  /** The same for a string of ASCII bytes. */
  default boolean isHarmless(byte[] ascii, int from, int to) {
    return isHarmless(new String(ascii, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /**
   * The values that rules look at in the configs of a type; all unless an inspector knows better.
   *
   * @param type the type of the node as written, in its member {@code node_type}
   */
  default LookedAt lookedAt(String type) {
    return LookedAt.ALL;
  }

  /** The values of a config that rules look at. */
  @FunctionalInterface
  interface LookedAt {

    /** All values. */
    LookedAt ALL = key -> true;

    /**
     * Whether a rule looks at the value of a config key and not only at its kind: a string, an
     * empty string, a number or another value.
     */
    boolean looksAt(String key);
  }

  /** Whether a config key must be inspected wherever it occurs. */
  boolean isSuspectKey(String key);

  /** Whether a level of a config must be inspected; the config itself is level 0. */
  boolean isSuspectLevel(int level);

  /** Whether a number is too long to be read; it is then replaced by 0. */
  boolean isOverlong(int numberLength);

  /** Inspects a config string. */
  void configText(String text, CurrentValue at);

  /** Inspects a config key. */
  void configKey(String key, CurrentValue at);

  /** Inspects a level, once for each container at that level. */
  void configLevel(int level, CurrentValue at);

  /** Reports a number that was not read. */
  void overlongNumber(int length, CurrentValue at);

  /** Reports a number beyond the range of doubles. */
  void infiniteNumber(CurrentValue at);

  /** Reports a duplicate key; the later value takes the position of the earlier one. */
  void duplicateKey(String key, CurrentValue at);

  /** The position of the reader in the document; all methods compute their result on demand. */
  public interface CurrentValue {

    /** RFC 6901 pointer of the current value, made each time it is asked for, on any thread. */
    Supplier<String> path();

    /** The offset of the current value. */
    long offset();

    /** The offset of the member name before the current value. */
    long offsetOfName();

    /** The place of either offset. */
    Place place(long offset);
  }
}
