package dev.sluice.record;

import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.value.ByteNames;
import dev.sluice.value.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Passes over values of a record and inspects them, without building anything. It steps back where
 * {@link LaneValues} does. For the records of one document, on one thread.
 */
final class LaneInspection {

  /* Tags on a shape: whether its last key is suspect in a config. */
  private static final int HARMLESS = 1;
  private static final int SUSPECT = 2;

  private final ValueInspector inspector;
  private final LaneBytes bytes;
  private final ByteNames names;
  private final Shape objectKeys;

  private long count;
  private int deepest;

  /** How many containers are open around the members of the config being read, or 0. */
  private int configDepth;

  LaneInspection(LaneBytes bytes, ValueInspector inspector, ByteNames names, Shape objectKeys) {
    this.objectKeys = objectKeys;
    this.bytes = bytes;
    this.inspector = inspector;
    this.names = names;
  }

  /**
   * Begins with the next record.
   *
   * @param room how many containers may be open in it
   */
  void begin(int room) {
    deepest = room;
    count = 0;
    configDepth = 0;
  }

  /** How many tokens of the record have been passed. */
  long count() {
    return count;
  }

  /** Counts tokens that the caller has passed. */
  void count(long passed) {
    count += passed;
  }

  /** Enters a config around whose members {@code depth} containers are open; 0 leaves it. */
  void config(int depth) {
    configDepth = depth;
  }

  /** Passes over the brace that must begin an object. */
  void enter(byte first, int depth) throws StepBack {
    if (first != '{') {
      throw LaneBytes.stepBack();
    }
    open(depth);
  }

  void open(int depth) throws StepBack {
    if (depth > deepest) {
      throw LaneBytes.stepBack();
    }
    count += 2;
    bytes.pass();
  }

  /** Passes over a comma, or the end of a container; returns whether it was the end. */
  boolean isEnd(char end) throws StepBack {
    byte next = bytes.next();
    bytes.pass();
    if (next == ',') {
      return false;
    }
    if (next != end) {
      throw LaneBytes.stepBack();
    }
    return true;
  }

  @Nullable Boolean literal(byte first) throws StepBack {
    bytes.literal(first == 't' ? "true" : first == 'f' ? "false" : "null");
    return first == 'n' ? null : (Boolean) (first == 't');
  }

  /** Passes over a value in a container of this depth. */
  void skip(byte first, int depth) throws StepBack {
    switch (first) {
      case '{' -> skipObject(depth + 1);
      case '[' -> skipList(depth + 1);
      case '"' -> {
        count++;
        isEmptyText();
      }
      case 't', 'f', 'n' -> {
        count++;
        literal(first);
      }
      default -> number(first);
    }
  }

  private void skipObject(int depth) throws StepBack {
    open(depth);
    Shape keys = objectKeys;
    Shape member;
    while ((member = bytes.member(keys, names)) != null) {
      if (keys == objectKeys) {
        requireLevel(depth);
      }
      keys = member;
      count++;
      if (configDepth > 0) {
        requireHarmless(keys);
      }
      skip(bytes.next(), depth);
    }
  }

  private void requireHarmless(Shape keys) throws StepBack {
    if (keys.tag() == 0) {
      keys.tag(inspector.isSuspectKey(keys.key()) ? SUSPECT : HARMLESS);
    }
    if (keys.tag() == SUSPECT) {
      throw LaneBytes.stepBack();
    }
  }

  private void skipList(int depth) throws StepBack {
    open(depth);
    if (bytes.next() == ']') {
      bytes.pass();
      return;
    }
    requireLevel(depth);
    do {
      skip(bytes.next(), depth);
    } while (!isEnd(']'));
  }

  /** Steps back if the members or elements of a container are too deep within a config. */
  void requireLevel(int depth) throws StepBack {
    if (configDepth > 0 && inspector.isSuspectLevel(depth - configDepth + 1)) {
      throw LaneBytes.stepBack();
    }
  }

  /** Passes over a string; returns whether it is empty. */
  boolean isEmptyText() throws StepBack {
    int from = bytes.at() + 1;
    int to = bytes.plainString();
    if (to < 0) {
      String text = bytes.string();
      if (configDepth > 0 && !inspector.isHarmless(text)) {
        throw LaneBytes.stepBack();
      }
      return text.isEmpty();
    }
    if (configDepth > 0
        && inspector.isSuspect(bytes.array(), from, to)
        && !inspector.isHarmless(bytes.array(), from, to)) {
      throw LaneBytes.stepBack();
    }
    return from == to;
  }

  void number(byte first) throws StepBack {
    if (first != '-' && (first < '0' || first > '9')) {
      throw LaneBytes.stepBack();
    }
    count++;
    int length = bytes.number();
    if (inspector.isOverlong(Math.abs(length))
        || (!bytes.isPlainNumber(length)
            && bytes.number(length) instanceof Double decimal
            && decimal.isInfinite())) {
      throw LaneBytes.stepBack();
    }
  }
}
