package dev.sluice.record;

/**
 * What looks at the outermost names and values of a part while its tokens are read, whoever reads
 * them and whatever becomes of the part.
 *
 * <p>Depths count the open containers of the part: its own members and elements are at depth 1,
 * those within them at depth 2. Nothing deeper is reported.
 */
public interface PartWatch {

  /** The deepest names and values that are reported. */
  int DEEPEST = 2;

  /** Takes note of a member's name, the current token. */
  void name(int depth, String name);

  /** Takes note of the first token of a member's value or of an element, the current token. */
  void value(int depth, int token);
}
