package dev.sluice.preview;

import dev.sluice.json.JsonTokens;
import dev.sluice.record.PartWatch;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way past one value after another, resumable at every token, without building anything; a
 * subclass looks at what lies directly in the value.
 */
class Passage {

  final JsonTokens tokens;
  private final long maxNesting;
  private final boolean watching;

  private @Nullable PartWatch watch;
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
   * @param watcher looks at the outermost names and values, whether this passage does or not
   * @return whether that is all of it; if not, {@link #resume} goes on
   */
  final boolean begin(int token, int around, @Nullable PartWatch watcher) {
    watch = watcher;
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
        watchValue(open, token);
      } else if (token == JsonTokens.NAME) {
        if (watching && open == 1) {
          name();
        }
        if (watch != null && open <= PartWatch.DEEPEST) {
          watch.name(open, tokens.name());
        }
      } else if (isContainer(token)) {
        if (watching && open == 1) {
          value(token);
        }
        watchValue(open, token);
        open = open(open);
      } else if (token == JsonTokens.NEED_INPUT) {
        depth = open;
        return false;
      } else if (--open == 0) {
        return true;
      }
    }
  }

  private void watchValue(int open, int token) {
    if (watch != null && open <= PartWatch.DEEPEST) {
      watch.value(open, token);
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

  /** Looks at the name of a member of the value itself, the current token. */
  void name() {}

  /** Looks at the beginning of a member's value, or of an element, of the value itself. */
  void value(int token) {}

  /** The way past a list of frames that counts them. */
  static final class FramesPassage extends Passage {

    private long count;

    FramesPassage(JsonTokens tokens, long maxNesting) {
      super(tokens, maxNesting);
    }

    @Override
    void value(int token) {
      count++;
    }

    /** How many there were, when the list ends. */
    long complete() {
      long complete = count;
      count = 0;
      return complete;
    }
  }

  /** The way past an object of variables that takes their names along. */
  static final class VariablesPassage extends Passage {

    private Set<String> names = new LinkedHashSet<>();

    VariablesPassage(JsonTokens tokens, long maxNesting) {
      super(tokens, maxNesting);
    }

    @Override
    void name() {
      names.add(tokens.name());
    }

    /** The names in document order, when the object ends. */
    Set<String> complete() {
      Set<String> complete = names;
      names = new LinkedHashSet<>();
      return complete;
    }
  }
}
