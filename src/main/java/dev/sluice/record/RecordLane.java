package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.value.ByteNames;
import dev.sluice.value.Shape;
import dev.sluice.value.ShapedMap;
import dev.sluice.value.ValueList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fast lane: reads a node or a connection straight from the bytes of the document, as {@link
 * ValueReader} reads it from tokens, as long as there is nothing to be said of it that the rules for
 * records do not say.
 *
 * <p>It steps back, and the tokens read the record from its first byte, where it is not an object,
 * where its syntax, encoding, depth, a number, or a key that is there twice might need a word, where
 * a config exceeds a limit or contains a dangerous pattern, and where an object has more keys than
 * shapes hold. So it never refuses anything, and no finding of its own is lost or told twice. For
 * one thread.
 */
final class RecordLane {

  /** Levels of a record at most, for the reading is recursive. */
  private static final int DEEPEST = 64;

  private static final @Nullable Object[] NOTHING = {};

  private final JsonTokens tokens;
  private final ValueInspector inspector;
  private final long maxNesting;
  private final Shape nodeKeys = Shape.empty();
  private final Shape connectionKeys = Shape.empty();
  private final Shape otherKeys = Shape.empty();

  private @Nullable ByteNames names;
  private LaneBytes bytes = LaneBytes.NONE;

  private String key = "";
  private ShapedMap value = new ShapedMap(otherKeys, NOTHING);
  private long offset;

  private long records;

  /** How many tokens the record has. */
  private long count;

  /** How many containers may be open within the record. */
  private int deepest;

  /** How many containers are open around the members of the config being read, or 0. */
  private int configDepth;

  private @Nullable Object[] stack = new Object[64];
  private int top;

  RecordLane(JsonTokens tokens, ValueInspector inspector, long maxNesting) {
    this.tokens = tokens;
    this.inspector = inspector;
    this.maxNesting = maxNesting;
  }

  /**
   * Reads the next member or element of the container that is open.
   *
   * @param role what it is
   * @param keyed whether it is a member, with its key
   * @param around how many containers are open around it
   * @return whether it was read; if not, nothing has changed
   */
  boolean read(ValueReader.Role role, boolean keyed, int around) {
    LaneBytes source = tokens.lane();
    if (source == null) {
      return false;
    }
    bytes = source;
    count = 0;
    configDepth = 0;
    top = 0;
    deepest = (int) Math.min(DEEPEST, maxNesting - around);
    try {
      if (!tokens.isFirst()) {
        source.expect(',');
      }
      byte first = source.next();
      offset = tokens.offsetOf(source.at());
      if (keyed) {
        key = pooled();
        count++;
        first = source.behindColon();
      }
      if (first != '{') {
        return false;
      }
      value = object(role == ValueReader.Role.NODE ? nodeKeys : connectionKeys, 1, role);
    } catch (StepBack e) {
      return false;
    }
    if (!tokens.skipPart(count)) {
      return false;
    }
    records++;
    return true;
  }

  /** How many records have been read. */
  long records() {
    return records;
  }

  /** The record's key, if it is a member. */
  String key() {
    return key;
  }

  /** The record's members. */
  ShapedMap value() {
    return value;
  }

  /** Offset of the record's first byte. */
  long offset() {
    return offset;
  }

  private ShapedMap object(Shape root, int depth, ValueReader.Role role) throws StepBack {
    enter(depth);
    Shape keys = root;
    int base = top;
    byte next = bytes.next();
    if (next == '}') {
      bytes.pass();
      return new ShapedMap(keys, NOTHING);
    }
    requireLevel(depth);
    while (true) {
      keys = key(keys, next);
      int marks = marks(keys);
      next = bytes.behindColon();
      push(
          role == ValueReader.Role.NODE && next == '{' && (marks & ValueReader.CONFIG) != 0
              ? config(depth + 1)
              : value(next, depth, role));
      next = bytes.next();
      bytes.pass();
      if (next == '}') {
        return new ShapedMap(keys, values(base));
      }
      if (next != ',') {
        throw LaneBytes.stepBack();
      }
      next = bytes.next();
    }
  }

  private ShapedMap config(int depth) throws StepBack {
    configDepth = depth;
    ShapedMap config = object(otherKeys, depth, ValueReader.Role.PLAIN);
    configDepth = 0;
    return config;
  }

  private ValueList list(int depth) throws StepBack {
    enter(depth);
    int base = top;
    byte next = bytes.next();
    if (next == ']') {
      bytes.pass();
      return new ValueList(NOTHING);
    }
    requireLevel(depth);
    while (true) {
      push(value(next, depth, ValueReader.Role.PLAIN));
      next = bytes.next();
      bytes.pass();
      if (next == ']') {
        return new ValueList(values(base));
      }
      if (next != ',') {
        throw LaneBytes.stepBack();
      }
      next = bytes.next();
    }
  }

  /** Passes over the byte that begins a container. */
  private void enter(int depth) throws StepBack {
    if (depth > deepest) {
      throw LaneBytes.stepBack();
    }
    count += 2;
    bytes.pass();
  }

  /** Steps back where the members or elements of a container in a config are too deep in it. */
  private void requireLevel(int depth) throws StepBack {
    if (configDepth > 0 && inspector.isSuspectLevel(depth - configDepth + 1)) {
      throw LaneBytes.stepBack();
    }
  }

  /** The shape with the key that is next. */
  private Shape key(Shape before, byte first) throws StepBack {
    count++;
    Shape guess = before.guess();
    if (guess != null && first == '"' && bytes.passName(guess)) {
      return guess;
    }
    Shape next = before.with(pooled());
    if (next == null) {
      throw LaneBytes.stepBack();
    }
    return next;
  }

  private int marks(Shape keys) throws StepBack {
    int marks = keys.tag();
    if (marks == 0) {
      marks = ValueReader.marks(keys.key(), inspector);
      keys.tag(marks);
    }
    if (configDepth > 0 && (marks & ValueReader.SUSPECT) != 0) {
      throw LaneBytes.stepBack();
    }
    return marks;
  }

  /** The value that begins with a byte, within a container of this depth. */
  private @Nullable Object value(byte first, int depth, ValueReader.Role role) throws StepBack {
    switch (first) {
      case '"':
        count++;
        return role == ValueReader.Role.PLAIN ? text() : pooled();
      case '{':
        return object(otherKeys, depth + 1, ValueReader.Role.PLAIN);
      case '[':
        return list(depth + 1);
      case 't':
        count++;
        bytes.literal("true");
        return Boolean.TRUE;
      case 'f':
        count++;
        bytes.literal("false");
        return Boolean.FALSE;
      case 'n':
        count++;
        bytes.literal("null");
        return null;
      default:
        count++;
        return number();
    }
  }

  private Number number() throws StepBack {
    int length = bytes.number();
    if (inspector.isOverlong(Math.abs(length))) {
      throw LaneBytes.stepBack();
    }
    Number number = bytes.number(length);
    if (number instanceof Double decimal && decimal.isInfinite()) {
      throw LaneBytes.stepBack();
    }
    return number;
  }

  private String pooled() throws StepBack {
    int from = bytes.at() + 1;
    int to = bytes.plainString();
    return to < 0 ? bytes.string() : names().of(from, to);
  }

  private String text() throws StepBack {
    int from = bytes.at() + 1;
    int to = bytes.plainString();
    String text = to < 0 ? bytes.string() : bytes.ascii(from, to);
    if (configDepth > 0
        && (to < 0 || inspector.isSuspect(bytes.array(), from, to))
        && !inspector.isHarmless(text)) {
      throw LaneBytes.stepBack();
    }
    return text;
  }

  private ByteNames names() {
    ByteNames pool = names;
    if (pool == null) {
      pool = new ByteNames(bytes.array());
      names = pool;
    }
    return pool;
  }

  private void push(@Nullable Object next) {
    if (top == stack.length) {
      stack = Arrays.copyOf(stack, 2 * top);
    }
    stack[top++] = next;
  }

  private @Nullable Object[] values(int base) {
    @Nullable Object[] values = Arrays.copyOfRange(stack, base, top);
    top = base;
    return values;
  }
}
