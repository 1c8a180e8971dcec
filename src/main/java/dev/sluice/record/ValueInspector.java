package dev.sluice.record;

/**
 * What looks at values while the reader builds them, when their characters are still in the
 * parser's buffer and their place is known.
 *
 * <p>An inspector reports what it finds by itself; the reader goes on in any case.
 */
public interface ValueInspector {

  /**
   * Looks at a string within a node's config.
   *
   * @return whether any of the characters is a surrogate, which the reader then looks at
   */
  boolean configText(char[] chars, int offset, int length, Cursor at);

  /** Looks at a key within a node's config. */
  void configKey(String key, Cursor at);

  /** Looks at a value that is one level deeper in a config than any before it on its path. */
  void configLevel(int level, Cursor at);

  /** Looks at a key that its object has already; the later value has taken the earlier's place. */
  void duplicateKey(String key, Cursor at);

  /**
   * Looks at the length of a number.
   *
   * @return whether its digits are to be read; if not, 0 takes its place
   */
  boolean numberLength(int length, Cursor at);

  /** Looks at a number beyond the range of doubles. */
  void infiniteNumber(Cursor at);
}
