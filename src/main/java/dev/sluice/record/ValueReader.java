package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Place;
import dev.sluice.record.ValueInspector.CurrentValue;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.Names;
import dev.sluice.value.PrintableText;
import dev.sluice.value.Shape;
import dev.sluice.value.ShapedMap;
import dev.sluice.value.ValueList;
import dev.sluice.value.WideMap;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds JSON values as plain Java values, one after another; resumable at every token.
 *
 * <p>Objects become unmodifiable maps in document order, lists unmodifiable lists. For a duplicate
 * key, the last value takes the position of the first.
 */
public final class ValueReader implements CurrentValue {

  /** The role of a value in the document, which determines what is inspected and pooled. */
  public enum Role {
    /** No special role. */
    PLAIN,
    /** A node object: its config is inspected, its own strings are pooled. */
    NODE,
    /** A connection object: its strings are pooled. */
    CONNECTION
  }

  /** The members of a node that hold its config, in all dialects. */
  private static final Set<String> CONFIG_KEYS = Set.copyOf(NodeDefinition.CONFIG_MEMBERS);

  /* Tags on a shape: what is known about its last key. */
  static final int SEEN = 1;
  static final int CONFIG = 2;
  static final int SUSPECT = 4;
  static final int TYPE = 8;

  private static final int APPEND = -1;

  private final JsonTokens tokens;
  private final ValueInspector inspector;
  private final Names names;
  private final Supplier<String> prefix;
  private final long maxNesting;
  private final Shape emptyShape = Shape.empty();
  private final OpenPath path = new OpenPath();

  private Role role = Role.PLAIN;
  private @Nullable PartWatch watch;
  private @Nullable Object result;

  /*
   * One frame for each open container, with the innermost one in separate fields. The values of a
   * frame are on the stack from its base. Its shape is null for a list, and for an object with too
   * many keys for shapes, which has a wide map instead. The slot is the position of a duplicate
   * key, or of the current key in a wide map.
   */
  private int outside;
  private int depth;
  private int base;
  private @Nullable Shape keys;
  private @Nullable WideMap wide;
  private String name = "";
  private int slot = APPEND;
  private Frame[] outer = {new Frame()};

  private @Nullable Object[] stack = new Object[16];
  private int top;

  /** The depth of the frame that is the current config, or 0 outside any. */
  private int configDepth;

  private int deepestLevel;

  /** A container that waits for the containers within it. */
  private static final class Frame {
    int base;
    @Nullable Shape keys;
    @Nullable WideMap wide;
    String name = "";
    int slot;
  }

  /**
   * A reader for the values of one document.
   *
   * @param inspector inspects the values while they are read
   * @param names pools the strings of nodes and connections
   * @param maxNesting the maximum number of open containers
   * @param prefix returns the pointer of the current value
   */
  public ValueReader(
      JsonTokens tokens,
      ValueInspector inspector,
      Names names,
      long maxNesting,
      Supplier<String> prefix) {
    this.maxNesting = maxNesting;
    this.tokens = tokens;
    this.inspector = inspector;
    this.names = names;
    this.prefix = prefix;
  }

  /**
   * Begins with the value whose first token is the current one.
   *
   * @param token the current token, which begins a value
   * @param valueRole the role of the value
   * @param around the number of open containers around it
   * @param watcher observes the outermost names and values
   * @return whether the value is complete; if not, call {@link #resume}
   */
  public boolean begin(int token, Role valueRole, int around, @Nullable PartWatch watcher) {
    watch = watcher;
    role = valueRole;
    outside = around;
    depth = 0;
    path.clear();
    top = 0;
    base = 0;
    configDepth = 0;
    keys = null;
    wide = null;
    slot = APPEND;
    if (token == JsonTokens.START_OBJECT || token == JsonTokens.START_LIST) {
      open(token == JsonTokens.START_OBJECT);
      return false;
    }
    result = scalar(token);
    return true;
  }

  /** The complete value. */
  public @Nullable Object result() {
    return result;
  }

  /** Continues; false if the tokens ended before the value was complete. */
  public boolean resume() {
    while (true) {
      int token = tokens.next();
      if (token == JsonTokens.NAME) {
        name = tokens.name();
        if (watch != null && depth <= PartWatch.DEEPEST) {
          watch.name(depth, name);
        }
      } else if (token > JsonTokens.NAME) {
        watchValue(token);
        Object value = scalar(token);
        enterMember();
        put(value);
      } else if (token == JsonTokens.START_OBJECT || token == JsonTokens.START_LIST) {
        watchValue(token);
        enterMember();
        open(token == JsonTokens.START_OBJECT);
      } else if (token == JsonTokens.NEED_INPUT) {
        return false;
      } else {
        Object value = close();
        if (depth == 0) {
          result = value;
          return true;
        }
        put(value);
      }
    }
  }

  private void watchValue(int token) {
    if (watch != null && depth <= PartWatch.DEEPEST) {
      watch.value(depth, token);
    }
  }

  private @Nullable Object scalar(int token) {
    if (token == JsonTokens.STRING) {
      return text();
    }
    if (token == JsonTokens.INTEGER || token == JsonTokens.DECIMAL) {
      return number();
    }
    return token == JsonTokens.NULL ? null : token == JsonTokens.TRUE;
  }

  private String text() {
    char[] chars = tokens.chars();
    int offset = tokens.charsOffset();
    int length = tokens.charsLength();
    if (depth == 1 && role != Role.PLAIN) {
      String pooled = names.of(chars, offset, length);
      if (pooled != null) {
        return pooled;
      }
    }
    String value = new String(chars, offset, length);
    if (configDepth == 0) {
      requireCharacters(value);
    } else if (inspector.isSuspect(chars, offset, length)) {
      requireCharacters(value);
      inspector.configText(value, this);
    }
    return value;
  }

  private Number number() {
    int length = tokens.charsLength();
    if (inspector.isOverlong(length)) {
      inspector.overlongNumber(length, this);
      return 0L;
    }
    Number value = tokens.number();
    if (value instanceof Double decimal && decimal.isInfinite()) {
      inspector.infiniteNumber(this);
    }
    return value;
  }

  /** Begins the value of a new member, or a new element. */
  private void enterMember() {
    if (configDepth > 0 && depth - configDepth >= deepestLevel) {
      deepestLevel = depth - configDepth + 1;
      if (inspector.isSuspectLevel(deepestLevel)) {
        inspector.configLevel(deepestLevel, this);
      }
    }
    Shape before = keys;
    if (before == null) {
      if (wide != null) {
        enterWide(wide);
      }
      return;
    }
    Shape next = before.with(name);
    if (next == null) {
      enterUnshaped(before);
      return;
    }
    keys = next;
    slot = APPEND;
    if ((next.tag() & ~TYPE) != SEEN) {
      lookAt(next);
    }
  }

  private void lookAt(Shape next) {
    if (next.tag() == 0) {
      requireCharacters(name);
      next.tag(marks(name, inspector));
    }
    if (configDepth > 0 && (next.tag() & SUSPECT) != 0) {
      inspector.configKey(name, this);
    }
  }

  /** What is known of a key, as a tag for shapes; never 0. */
  static int marks(String key, ValueInspector inspector) {
    return SEEN
        | (CONFIG_KEYS.contains(key) ? CONFIG : 0)
        | (TypeMember.named(key) != null ? TYPE : 0)
        | (inspector.isSuspectKey(key) ? SUSPECT : 0);
  }

  /** Handles a duplicate key, or one more key than shapes can hold. */
  private void enterUnshaped(Shape before) {
    int index = before.indexOf(name);
    if (index >= 0) {
      slot = index;
      inspector.duplicateKey(name, this);
      return;
    }
    WideMap map = new WideMap();
    new ShapedMap(before, Arrays.copyOfRange(stack, base, top))
        .forEach((key, value) -> map.set(map.add(key), value));
    top = base;
    keys = null;
    wide = map;
    enterWide(map);
  }

  private void enterWide(WideMap map) {
    requireCharacters(name);
    int position = map.add(name);
    slot = position < 0 ? ~position : position;
    if (position < 0) {
      inspector.duplicateKey(name, this);
    } else if (configDepth > 0 && inspector.isSuspectKey(name)) {
      inspector.configKey(name, this);
    }
  }

  private void open(boolean object) {
    boolean config =
        depth == 1 && object && role == Role.NODE && keys != null && isConfig(keys, slot);
    if (outside + depth >= maxNesting) {
      throw tokens.tooDeep(outside + depth + 1);
    }
    if (depth == outer.length) {
      outer = Arrays.copyOf(outer, 2 * depth);
      for (int i = depth; i < outer.length; i++) {
        outer[i] = new Frame();
      }
    }
    Frame frame = outer[depth];
    frame.base = base;
    frame.keys = keys;
    frame.wide = wide;
    frame.name = name;
    frame.slot = slot;
    depth++;
    base = top;
    keys = object ? emptyShape : null;
    wide = null;
    slot = APPEND;
    if (config) {
      configDepth = depth;
      deepestLevel = 0;
    }
  }

  private boolean isConfig(Shape last, int index) {
    return index == APPEND ? (last.tag() & CONFIG) != 0 : CONFIG_KEYS.contains(name);
  }

  private Object close() {
    if (depth == configDepth) {
      configDepth = 0;
    }
    Object value;
    if (wide != null) {
      value = FrozenMap.over(wide);
    } else {
      @Nullable Object[] values = Arrays.copyOfRange(stack, base, top);
      value = keys == null ? new ValueList(values) : new ShapedMap(keys, values);
    }
    top = base;
    depth--;
    path.close(depth);
    Frame frame = outer[depth];
    base = frame.base;
    keys = frame.keys;
    wide = frame.wide;
    name = frame.name;
    slot = frame.slot;
    return value;
  }

  private void put(@Nullable Object value) {
    if (wide != null) {
      wide.set(slot, value);
      return;
    }
    if (slot != APPEND) {
      stack[base + slot] = value;
      slot = APPEND;
      return;
    }
    if (top == stack.length) {
      stack = Arrays.copyOf(stack, 2 * top);
    }
    stack[top++] = value;
  }

  /** Refuses text with a lone surrogate. */
  private void requireCharacters(String text) {
    if (PrintableText.hasLoneSurrogate(text)) {
      throw tokens.halfPair();
    }
  }

  @Override
  public Supplier<String> path() {
    if (path.known() == 0) {
      path.begin(prefix.get());
    }
    while (path.known() < depth) {
      int open = path.known();
      Frame frame = outer[open];
      int end = open + 1 < depth ? outer[open + 1].base : base;
      boolean object = frame.keys != null || frame.wide != null;
      path.add(object ? frame.name : null, end - frame.base);
    }
    if (depth == 0) {
      return path.root();
    }
    return path.of(keys != null || wide != null ? name : null, top - base);
  }

  @Override
  public long offset() {
    return tokens.offset();
  }

  @Override
  public long offsetOfName() {
    return tokens.offsetOfName();
  }

  @Override
  public Place place(long offset) {
    return tokens.place(offset);
  }
}
