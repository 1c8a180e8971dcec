package dev.sluice.record;

/**
 * Observes the outermost names and values of a part while its tokens are read, for any reader.
 *
 * <p>A depth is the number of open containers of the part: its own members and elements are at
 * depth 1, those within them at depth 2. Deeper ones are not reported.
 */
public interface PartWatch {

  /** The maximum depth that is reported. */
  int DEEPEST = 2;

  /** Called for a member's name, the current token. */
  void name(int depth, String name);

  /** Called for the first token of a member's value or of an element, the current token. */
  void value(int depth, int token);
}
