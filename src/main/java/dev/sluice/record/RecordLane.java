package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.json.LaneSkip;
import dev.sluice.value.ByteNames;
import dev.sluice.value.Shape;
import dev.sluice.value.ShapedMap;
import dev.sluice.value.ValueList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fast lane: reads a node or a connection directly from the bytes of the document, as {@link
 * ValueReader} reads it from tokens, as long as the reader itself has nothing to report about it.
 *
 * <p>It steps back, and the record is read from tokens from its first byte, where the record is not
 * an object; where its syntax, encoding, depth, a number or a duplicate key may have to be
 * reported; where a config exceeds a limit or contains a dangerous pattern; and where an object has
 * more keys than shapes hold. So it never rejects anything, and no finding is lost or reported
 * twice.
 *
 * <p>If the records are only checked, most values are read and not built: a value of the same kind
 * stands for those that no rule looks at. For one thread.
 */
final class RecordLane {

  /** Levels of a record at most, for the reading is recursive. */
  private static final int DEEPEST = 64;

  private static final @Nullable Object[] NOTHING = {};

  /* Tags on a shape besides those of ValueReader. */
  private static final int STRONGEST_TYPE = 1 << 8;
  private static final int KIND_ONLY = 1 << 9;

  /* What stands for values that no rule looks at. */
  private static final String ANY_TEXT = "text";
  private static final Long ANY_NUMBER = 0L;
  private static final ValueList ANY_POSITION =
      new ValueList(new Object[] {ANY_NUMBER, ANY_NUMBER});

  private final JsonTokens tokens;
  private final ValueInspector inspector;
  private final long maxNesting;
  private final boolean onlyChecked;
  private final Shape nodeKeys = Shape.empty();
  private final Shape connectionKeys = Shape.empty();
  private final Shape otherKeys = Shape.empty();
  private final ConfigKeys configKeys = new ConfigKeys();

  private final @Nullable RecordFilter filter;

  private @Nullable LaneSkip skip;
  private boolean passed;

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

  /** The type of the node being read, if it has come. */
  private String type = "";

  /** Whether it is the type of the node whatever other members come. */
  private boolean isTypeCertain;

  /** How many containers are open around the members of the config being read, or 0. */
  private int configDepth;

  /** Whether the keys of the config being read have shapes that only its type uses. */
  private boolean hasOwnShapes;

  /** Whether rules look only at the kind of the value being read within the config. */
  private boolean kindOnly;

  private @Nullable Object[] stack = new Object[64];
  private int top;

  /**
   * A lane over the tokens of one document.
   *
   * @param onlyChecked whether only the rules look at the records
   * @param filter which records are wanted; null for all
   */
  RecordLane(
      JsonTokens tokens,
      ValueInspector inspector,
      long maxNesting,
      boolean onlyChecked,
      @Nullable RecordFilter filter) {
    this.tokens = tokens;
    this.onlyChecked = onlyChecked;
    this.inspector = inspector;
    this.maxNesting = maxNesting;
    this.filter = filter;
  }

  /**
   * Reads the next member or element of the container that is open.
   *
   * @param role what it is
   * @param keyed whether it is a member, with its key
   * @param index how many of its kind come before it
   * @param around how many containers are open around it
   * @return whether it was read or passed over; if not, nothing has changed
   */
  boolean read(ValueReader.Role role, boolean keyed, long index, int around) {
    LaneBytes source = tokens.lane();
    if (source == null) {
      return false;
    }
    bytes = source;
    count = 0;
    configDepth = 0;
    kindOnly = false;
    type = "";
    isTypeCertain = false;
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
      passed = !isWanted(role, keyed, index);
      if (passed) {
        pass();
      } else {
        value = object(role == ValueReader.Role.NODE ? nodeKeys : connectionKeys, 1, role);
      }
    } catch (StepBack e) {
      return false;
    }
    if (!tokens.skipPart(count)) {
      return false;
    }
    records++;
    return true;
  }

  private boolean isWanted(ValueReader.Role role, boolean keyed, long index) {
    RecordFilter wanted = filter;
    if (wanted == null) {
      return true;
    }
    return role == ValueReader.Role.NODE ? !keyed || wanted.node(key) : wanted.connection(index);
  }

  private void pass() throws StepBack {
    LaneSkip passing = skip;
    if (passing == null) {
      passing = new LaneSkip(bytes);
      skip = passing;
    }
    passing.value(deepest);
    count += passing.count();
  }

  /** Whether the record was passed over because it is not wanted. */
  boolean hasPassed() {
    return passed;
  }

  /** How many records have been read or passed over. */
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
      keys = bytes.name(keys, names());
      count++;
      int marks = marks(keys, depth);
      next = bytes.behindColon();
      if (depth == configDepth) {
        kindOnly = (marks & KIND_ONLY) != 0;
      }
      push(member(next, depth, role, marks));
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

  private @Nullable Object member(byte first, int depth, ValueReader.Role role, int marks)
      throws StepBack {
    if (role == ValueReader.Role.NODE && marks != ValueReader.SEEN) {
      if (first == '{' && (marks & ValueReader.CONFIG) != 0) {
        return config(depth + 1);
      }
      if (first == '"' && (marks & ValueReader.TYPE) != 0) {
        count++;
        return type((marks & STRONGEST_TYPE) != 0);
      }
    }
    return value(first, depth, role);
  }

  private String type(boolean strongest) throws StepBack {
    String named = pooled();
    if (strongest || !isTypeCertain) {
      type = named;
      isTypeCertain = strongest;
    }
    return named;
  }

  private ShapedMap config(int depth) throws StepBack {
    configDepth = depth;
    Shape keys = configKeys.of(type);
    hasOwnShapes = onlyChecked && isTypeCertain && keys != otherKeys;
    ShapedMap config = object(keys, depth, ValueReader.Role.PLAIN);
    configDepth = 0;
    kindOnly = false;
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
        return elements(base);
      }
      if (next != ',') {
        throw LaneBytes.stepBack();
      }
      next = bytes.next();
    }
  }

  @SuppressWarnings("ReferenceEquality") // a number of the document may be equal and not the same
  private ValueList elements(int base) {
    if (top - base == 2 && stack[base] == ANY_NUMBER && stack[base + 1] == ANY_NUMBER) {
      top = base;
      return ANY_POSITION;
    }
    return new ValueList(values(base));
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

  private int marks(Shape keys, int depth) throws StepBack {
    int marks = keys.tag();
    if (marks == 0) {
      marks = newMarks(keys.key(), depth);
      keys.tag(marks);
    }
    if (configDepth > 0 && (marks & ValueReader.SUSPECT) != 0) {
      throw LaneBytes.stepBack();
    }
    return marks;
  }

  private int newMarks(String key, int depth) {
    int marks = ValueReader.marks(key, inspector);
    if (key.equals(TypeMember.NODE_TYPE.key())) {
      marks |= STRONGEST_TYPE;
    }
    if (depth == configDepth && hasOwnShapes && !inspector.needsValue(type, key)) {
      marks |= KIND_ONLY;
    }
    return marks;
  }

  /** The value that begins with a byte, within a container of this depth. */
  private @Nullable Object value(byte first, int depth, ValueReader.Role role) throws StepBack {
    if (first == '{') {
      return object(otherKeys, depth + 1, ValueReader.Role.PLAIN);
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
    if (onlyChecked && (configDepth == 0 || kindOnly) && bytes.isPlainNumber(length)) {
      return ANY_NUMBER;
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
    if (kindOnly && to >= 0 && !inspector.isSuspect(bytes.array(), from, to)) {
      return from == to ? "" : ANY_TEXT;
    }
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

  /**
   * A tree of shapes for the configs of each type, as far as there are few: the next key of a
   * config is then mostly that of the last config of its type.
   */
  private final class ConfigKeys {
    private static final int MOST = 1 << 7;

    private final String[] types = new String[MOST];
    private final Shape[] roots = new Shape[MOST];

    @SuppressWarnings("ReferenceEquality") // the pool gives equal types as one string
    Shape of(String wanted) {
      int slot = (wanted.hashCode() * 0x9E3779B1) >>> (Integer.SIZE - 7);
      if (roots[slot] == null) {
        types[slot] = wanted;
        roots[slot] = otherKeys.otherRoot();
      }
      return types[slot] == wanted ? roots[slot] : otherKeys;
    }
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
