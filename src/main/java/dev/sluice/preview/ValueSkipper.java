package dev.sluice.preview;

import dev.sluice.json.JsonTokens;
import dev.sluice.record.PartWatch;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Skips one value after another without building anything; resumable at every token. Subclasses
 * inspect the direct members of the value.
 */
class ValueSkipper {

  final JsonTokens tokens;
  private final long maxNesting;
  private final boolean watching;

  private @Nullable PartWatch watch;
  private int room;
  private int depth;

  /** Skips values that are not inspected. */
  static ValueSkipper uninspected(JsonTokens tokens, long maxNesting) {
    return new ValueSkipper(tokens, maxNesting, false);
  }

  ValueSkipper(JsonTokens tokens, long maxNesting) {
    this(tokens, maxNesting, true);
  }

  private ValueSkipper(JsonTokens tokens, long maxNesting, boolean watching) {
    this.tokens = tokens;
    this.maxNesting = maxNesting;
    this.watching = watching;
  }

  /**
   * Begins with the value whose first token is the current one.
   *
   * @param around the number of open containers around it
   * @param watcher inspects the outermost names and values, even if this skipper does not
   * @return whether the value is complete; if not, call {@link #resume}
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

  /** Continues; false if the tokens ended before the value. */
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

  /** Inspects the name of a direct member, which is the current token. */
  void name() {}

  /** Inspects the beginning of a direct member's value or of an element. */
  void value(int token) {}

  /** Skips a list of frames and counts them. */
  static final class FrameSkipper extends ValueSkipper {

    private long count;

    FrameSkipper(JsonTokens tokens, long maxNesting) {
      super(tokens, maxNesting);
    }

    @Override
    void value(int token) {
      count++;
    }

    /** The number of frames, at the end of the list. */
    long complete() {
      long complete = count;
      count = 0;
      return complete;
    }
  }

  /** Skips an object of variables and keeps their names. */
  static final class VariableSkipper extends ValueSkipper {

    private Set<String> names = new LinkedHashSet<>();

    VariableSkipper(JsonTokens tokens, long maxNesting) {
      super(tokens, maxNesting);
    }

    @Override
    void name() {
      names.add(tokens.name());
    }

    /** The names in document order, at the end of the object. */
    Set<String> complete() {
      Set<String> complete = names;
      names = new LinkedHashSet<>();
      return complete;
    }
  }
}
