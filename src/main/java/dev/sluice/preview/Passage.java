package dev.sluice.preview;

import dev.sluice.json.JsonTokens;

/**
 * The way past one value after another, resumable at every token, without building anything; a
 * subclass looks at what lies directly in the value.
 */
class Passage {

  /** The deepest names that anybody looks at. */
  private static final int NAMES = 2;

  final JsonTokens tokens;
  private final long maxNesting;
  private final boolean watching;

  private int room;
  private int depth;

  /** A way past values that nobody looks at. */
  static Passage blind(JsonTokens tokens, long maxNesting) {
    return new Passage(tokens, maxNesting, false);
  }

  Passage(JsonTokens tokens, long maxNesting) {
    this(tokens, maxNesting, true);
  }

  private Passage(JsonTokens tokens, long maxNesting, boolean watching) {
    this.tokens = tokens;
    this.maxNesting = maxNesting;
    this.watching = watching;
  }

  /**
   * Begins with the value whose first token is the current one.
   *
   * @param around how many containers are open around it
   * @return whether that is all of it; if not, {@link #resume} goes on
   */
  final boolean begin(int token, int around) {
    room = (int) Math.min(maxNesting - around, Integer.MAX_VALUE);
    depth = 0;
    if (isContainer(token)) {
      depth = open(0);
      return false;
    }
    return true;
  }

  /** Goes on; false if the tokens ran out before the end of the value. */
  final boolean resume() {
    int open = depth;
    while (true) {
      int token = tokens.next();
      if (token > JsonTokens.NAME) {
        if (watching && open == 1) {
          value(token);
        }
      } else if (token == JsonTokens.NAME) {
        if (watching && open <= NAMES) {
          name(open);
        }
      } else if (isContainer(token)) {
        if (watching && open == 1) {
          value(token);
        }
        open = open(open);
      } else if (token == JsonTokens.NEED_INPUT) {
        depth = open;
        return false;
      } else if (--open == 0) {
        return true;
      }
    }
  }

  private int open(int open) {
    if (open >= room) {
      throw tokens.tooDeep((int) maxNesting + 1);
    }
    return open + 1;
  }

  static boolean isContainer(int token) {
    return token == JsonTokens.START_OBJECT || token == JsonTokens.START_LIST;
  }

  /** Looks at a member's name, the current token, of the value itself or of one directly in it. */
  void name(int at) {}

  /** Looks at the beginning of a member's value, or of an element, of the value itself. */
  void value(int token) {}
}
