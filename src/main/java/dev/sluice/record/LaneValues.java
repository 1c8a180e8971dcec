package dev.sluice.record;

import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.value.ByteNames;
import dev.sluice.value.Shape;
import dev.sluice.value.ShapedMap;
import dev.sluice.value.ValueList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds values directly from the bytes of a document, as {@link ValueReader} builds them from
 * tokens, as long as the reader itself has nothing to report about them.
 *
 * <p>It steps back, so that the record is read from tokens, if the syntax, encoding, depth, a
 * number or a duplicate key may have to be reported, if a config exceeds a limit or contains a
 * dangerous pattern, or if an object has more keys than a shape can hold. For one thread.
 */
final class LaneValues {

  private static final @Nullable Object[] NOTHING = {};

  private final ValueInspector inspector;
  private final Shape keys;

  private LaneBytes bytes = LaneBytes.NONE;
  private @Nullable ByteNames names;

  /** How many tokens of the record have been read. */
  private long count;

  /** How many containers may be open. */
  private int deepest;

  /** How many containers are open around the members of the config being read, or 0. */
  private int configDepth;

  private @Nullable Object[] stack = new Object[16];
  private int top;

  LaneValues(ValueInspector inspector) {
    this(inspector, Shape.empty());
  }

  /** The same with the root of the shapes of all objects. */
  LaneValues(ValueInspector inspector, Shape keys) {
    this.inspector = inspector;
    this.keys = keys;
  }

  /**
   * Begins with the next record.
   *
   * @param room how many containers may be open in it
   */
  void begin(LaneBytes cursor, int room) {
    if (bytes != cursor) {
      bytes = cursor;
      names = null; // they are those of other bytes
    }
    deepest = room;
    count = 0;
    configDepth = 0;
    top = 0;
  }

  /** How many tokens of the record have been read. */
  long count() {
    return count;
  }

  /** The object that begins at the cursor, as a record with this role. */
  ShapedMap record(ValueReader.Role role) throws StepBack {
    return object(1, role);
  }

  /**
   * The values that begin at the cursor, with a comma behind each; null for one that is missing.
   */
  @Nullable Object[] listed(int size) throws StepBack {
    int base = top;
    for (int i = 0; i < size; i++) {
      byte next = bytes.next();
      push(next == ',' ? null : value(next, 1, ValueReader.Role.PLAIN));
      bytes.expect(',');
    }
    return values(base);
  }

  /** The name or string that begins at the cursor, pooled. */
  String pooled() throws StepBack {
    int from = bytes.at() + 1;
    int to = bytes.plainString();
    return to < 0 ? bytes.string() : names().of(from, to);
  }

  /**
   * The value that begins at the cursor, of a member of a config.
   *
   * @param depth how many containers are open around it
   */
  @Nullable Object ofConfig(byte first, int depth) throws StepBack {
    configDepth = depth;
    @Nullable Object value = value(first, depth, ValueReader.Role.PLAIN);
    configDepth = 0;
    return value;
  }

  private ShapedMap object(int depth, ValueReader.Role role) throws StepBack {
    enter(depth);
    Shape shape = keys;
    int base = top;
    Shape member;
    while ((member = bytes.member(shape, names())) != null) {
      if (shape == keys) {
        requireLevel(depth);
      }
      shape = member;
      count++;
      int marks = marks(shape);
      byte next = bytes.next();
      boolean config =
          next == '{' && role == ValueReader.Role.NODE && (marks & ValueReader.CONFIG) != 0;
      push(config ? config(depth + 1) : value(next, depth, role));
    }
    return new ShapedMap(shape, shape == keys ? NOTHING : values(base));
  }

  private ShapedMap config(int depth) throws StepBack {
    configDepth = depth;
    ShapedMap config = object(depth, ValueReader.Role.PLAIN);
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

  /** Steps back if the members or elements of a container are too deep within a config. */
  private void requireLevel(int depth) throws StepBack {
    if (configDepth > 0 && inspector.isSuspectLevel(depth - configDepth + 1)) {
      throw LaneBytes.stepBack();
    }
  }

  private int marks(Shape shape) throws StepBack {
    int marks = shape.tag();
    if (marks == 0) {
      marks = ValueReader.marks(shape.key(), inspector);
      shape.tag(marks);
    }
    if (configDepth > 0 && (marks & ValueReader.SUSPECT) != 0) {
      throw LaneBytes.stepBack();
    }
    return marks;
  }

  /** The value that begins with a byte, within a container of this depth. */
  private @Nullable Object value(byte first, int depth, ValueReader.Role role) throws StepBack {
    if (first == '{') {
      return object(depth + 1, ValueReader.Role.PLAIN);
    }
    if (first == '[') {
      return list(depth + 1);
    }
    count++;
    return switch (first) {
      case '"' -> role == ValueReader.Role.PLAIN ? text() : pooled();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private @Nullable Object literal(String name, @Nullable Object value) throws StepBack {
    bytes.literal(name);
    return value;
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
