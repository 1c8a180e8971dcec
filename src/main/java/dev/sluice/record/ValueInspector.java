package dev.sluice.record;

import dev.sluice.model.Place;

/**
 * What looks at values while the reader builds them, when their characters and their place are
 * still at hand.
 *
 * <p>The questions are asked of every value and have to be quick; only where the answer is yes does
 * the reader work out where it stands and call the report. An inspector reports by itself, and the
 * reader goes on in any case.
 */
public interface ValueInspector {

  /** Whether a config string needs a closer look; every one with a surrogate does. */
  boolean isSuspect(char[] chars, int offset, int length);

  /** Whether a config key needs a closer look wherever it occurs. */
  boolean isSuspectKey(String key);

  /** Whether a level of a config needs a closer look; the config itself is level 0. */
  boolean isSuspectLevel(int level);

  /** Whether a number is too long to be read; 0 takes its place. */
  boolean isOverlong(int numberLength);

  /** Takes the closer look at a config string. */
  void configText(String text, Cursor at);

  /** Takes the closer look at a config key. */
  void configKey(String key, Cursor at);

  /** Takes the closer look at a level, once for each way down to it. */
  void configLevel(int level, Cursor at);

  /** Reports a number that was not read. */
  void overlongNumber(int length, Cursor at);

  /** Reports a number beyond the range of doubles. */
  void infiniteNumber(Cursor at);

  /** Reports a key that its object has already; the later value takes the earlier's position. */
  void duplicateKey(String key, Cursor at);

  /** Where in the document the reader stands; everything here is worked out when asked for. */
  public interface Cursor {

    /** RFC 6901 pointer of the value being read. */
    String pointer();

    /** Offset of the value being read. */
    long offset();

    /** Offset of the member name before the value being read. */
    long offsetOfName();

    /** The place of either of them. */
    Place place(long offset);
  }
}
