package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.model.Place;
import dev.sluice.value.Names;
import dev.sluice.value.Shape;
import dev.sluice.value.ShapedMap;
import dev.sluice.value.ValueList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds one JSON value after another as plain Java values; resumable at every token.
 *
 * <p>Objects are unmodifiable maps in document order, lists unmodifiable lists; of a key that is
 * there twice the later value stands at the first's position.
 */
final class ValueReader implements Cursor {

  /** What a value is in the document, which decides what is inspected and pooled. */
  enum Role {
    /** Nothing special. */
    PLAIN,
    /** A node object: its config is inspected, its own strings are pooled. */
    NODE,
    /** A connection object: its strings are pooled. */
    CONNECTION
  }

  /** The members of a node that hold its config, in whatever dialect. */
  static final Set<String> CONFIG_KEYS =
      Set.of("config", "properties", "parameters", "custom", "data");

  private static final int SEEN = 1;
  private static final int CONFIG = 2;
  private static final int APPEND = -1;

  private final JsonTokens tokens;
  private final ValueInspector inspector;
  private final Names names;
  private final Supplier<String> prefix;
  private final Shape emptyShape = Shape.empty();

  private Role role = Role.PLAIN;

  /*
   * One frame for each open container. A frame's values lie on the stack from its base; its shape
   * is null for a list, and its wide map is there when the object outgrew shapes.
   */
  private int depth;
  private int[] base = new int[16];
  private @Nullable Shape[] shape = new Shape[16];
  private @Nullable Map<String, @Nullable Object>[] wide = wideFrames(16);
  private String[] member = filled(16);
  private int[] slot = new int[16];

  private @Nullable Object[] stack = new Object[64];
  private int top;
  private String name = "";

  /** Depth of the frame that is the config being read, or 0 outside any. */
  private int configDepth;

  private int deepest;
  private @Nullable Object result;

  ValueReader(JsonTokens tokens, ValueInspector inspector, Names names, Supplier<String> prefix) {
    this.prefix = prefix;
    this.tokens = tokens;
    this.inspector = inspector;
    this.names = names;
  }

  /**
   * Begins with the value whose first token is the current one.
   *
   * @param token the current token, which begins a value
   * @param valueRole what the value is
   * @return whether the value is complete; if not, {@link #resume} goes on
   */
  boolean begin(int token, Role valueRole) {
    role = valueRole;
    depth = 0;
    top = 0;
    configDepth = 0;
    if (token == JsonTokens.START_OBJECT || token == JsonTokens.START_LIST) {
      open(token == JsonTokens.START_OBJECT);
      return false;
    }
    result = scalar(token);
    return true;
  }

  /** The value that is complete. */
  @Nullable Object result() {
    return result;
  }

  /** Goes on; false if the tokens ran out before the value was complete. */
  boolean resume() {
    while (true) {
      int token = tokens.next();
      switch (token) {
        case JsonTokens.NEED_INPUT -> {
          return false;
        }
        case JsonTokens.NAME -> name = tokens.name();
        case JsonTokens.START_OBJECT, JsonTokens.START_LIST -> {
          enterMember();
          open(token == JsonTokens.START_OBJECT);
        }
        case JsonTokens.END_OBJECT, JsonTokens.END_LIST -> {
          Object value = close();
          if (depth == 0) {
            result = value;
            return true;
          }
          put(value);
        }
        default -> {
          Object value = scalar(token);
          enterMember();
          put(value);
        }
      }
    }
  }

  private @Nullable Object scalar(int token) {
    if (token == JsonTokens.STRING) {
      return text();
    }
    if (token == JsonTokens.INTEGER || token == JsonTokens.DECIMAL) {
      return number(token);
    }
    return token == JsonTokens.NULL ? null : token == JsonTokens.TRUE;
  }

  private String text() {
    char[] chars = tokens.chars();
    int offset = tokens.charsOffset();
    int length = tokens.charsLength();
    if (configDepth > 0) {
      if (inspector.configText(chars, offset, length, this)) {
        requireCharacters(chars, offset, length);
      }
      return new String(chars, offset, length);
    }
    if (depth == 1 && role != Role.PLAIN) {
      String pooled = names.of(chars, offset, length);
      if (names.isFresh()) {
        requireCharacters(chars, offset, length);
      }
      return pooled;
    }
    requireCharacters(chars, offset, length);
    return new String(chars, offset, length);
  }

  private Number number(int token) {
    if (!inspector.numberLength(tokens.charsLength(), this)) {
      return 0L;
    }
    Number value = tokens.number();
    if (token == JsonTokens.DECIMAL && value instanceof Double d && d.isInfinite()) {
      inspector.infiniteNumber(this);
    }
    return value;
  }

  /** Takes note that the value of a new member, or a new element, begins. */
  private void enterMember() {
    if (configDepth > 0) {
      int level = depth - configDepth + 1;
      if (level > deepest) {
        deepest = level;
        inspector.configLevel(level, this);
      }
    }
    Shape keys = shape[depth];
    if (keys == null) {
      if (wide[depth] != null) {
        enterWide(name);
      }
      return;
    }
    member[depth] = name;
    Shape next = keys.with(name);
    if (next == null) {
      enterUnshaped(keys);
      return;
    }
    if (next.tag() == 0) {
      classify(next);
    }
    shape[depth] = next;
    slot[depth] = APPEND;
    if (configDepth > 0) {
      inspector.configKey(name, this);
    }
  }

  private void classify(Shape next) {
    requireCharacters(name.toCharArray(), 0, name.length());
    next.tag(CONFIG_KEYS.contains(name) ? SEEN | CONFIG : SEEN);
  }

  /** A key that is there already, or one more than shapes hold. */
  private void enterUnshaped(Shape keys) {
    int index = keys.indexOf(name);
    if (index >= 0) {
      slot[depth] = index;
      inspector.duplicateKey(name, this);
      return;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    @Nullable Object[] values = Arrays.copyOfRange(stack, base[depth], top);
    new ShapedMap(keys, values).forEach(map::put);
    top = base[depth];
    shape[depth] = null;
    wide[depth] = map;
    enterWide(name);
  }

  private void enterWide(String key) {
    member[depth] = key;
    requireCharacters(key.toCharArray(), 0, key.length());
    Map<String, @Nullable Object> map = wide[depth];
    if (map != null && map.containsKey(key)) {
      inspector.duplicateKey(key, this);
    } else if (configDepth > 0) {
      inspector.configKey(key, this);
    }
  }

  private void open(boolean object) {
    Shape keys = depth > 0 ? shape[depth] : null;
    boolean config =
        depth == 1 && object && role == Role.NODE && keys != null && isConfig(keys, slot[1]);
    if (++depth == base.length) {
      growFrames();
    }
    base[depth] = top;
    shape[depth] = object ? emptyShape : null;
    wide[depth] = null;
    slot[depth] = APPEND;
    if (config) {
      configDepth = depth;
      deepest = 0;
    }
  }

  private boolean isConfig(Shape keys, int index) {
    return index == APPEND ? (keys.tag() & CONFIG) != 0 : CONFIG_KEYS.contains(name);
  }

  private Object close() {
    if (depth == configDepth) {
      configDepth = 0;
    }
    int from = base[depth];
    Shape keys = shape[depth];
    Map<String, @Nullable Object> map = wide[depth];
    depth--;
    if (map != null) {
      return Collections.unmodifiableMap(map);
    }
    @Nullable Object[] values = Arrays.copyOfRange(stack, from, top);
    top = from;
    return keys == null ? new ValueList(values) : new ShapedMap(keys, values);
  }

  private void put(@Nullable Object value) {
    Map<String, @Nullable Object> map = wide[depth];
    if (map != null) {
      map.put(member[depth], value);
      return;
    }
    if (shape[depth] != null && slot[depth] != APPEND) {
      stack[base[depth] + slot[depth]] = value;
      return;
    }
    if (top == stack.length) {
      stack = Arrays.copyOf(stack, 2 * top);
    }
    stack[top++] = value;
  }

  /** Refuses text that no sequence of characters is: a surrogate without its other half. */
  private void requireCharacters(char[] chars, int offset, int length) {
    int any = 0;
    for (int i = offset, end = offset + length; i < end; i++) {
      any |= chars[i];
    }
    if (any >= Character.MIN_SURROGATE && hasLoneSurrogate(chars, offset, length)) {
      throw tokens.loneSurrogate();
    }
  }

  private static boolean hasLoneSurrogate(char[] chars, int offset, int length) {
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      if (Character.isLowSurrogate(chars[i])) {
        return true;
      }
      if (Character.isHighSurrogate(chars[i])) {
        if (i + 1 == end || !Character.isLowSurrogate(chars[i + 1])) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  @Override
  public String pointer() {
    StringBuilder pointer = new StringBuilder(prefix.get());
    for (int i = 1; i <= depth; i++) {
      if (shape[i] == null && wide[i] == null) {
        pointer.append('/').append((i == depth ? top : base[i + 1]) - base[i]);
      } else {
        Pointers.append(pointer, i == depth ? name : member[i]);
      }
    }
    return pointer.toString();
  }

  @Override
  public Place place() {
    return tokens.place();
  }

  @Override
  public Place placeOfName() {
    return tokens.placeOfName();
  }

  private void growFrames() {
    int size = 2 * base.length;
    base = Arrays.copyOf(base, size);
    shape = Arrays.copyOf(shape, size);
    wide = Arrays.copyOf(wide, size);
    slot = Arrays.copyOf(slot, size);
    int old = member.length;
    member = Arrays.copyOf(member, size);
    Arrays.fill(member, old, size, "");
  }

  private static String[] filled(int size) {
    String[] names = new String[size];
    Arrays.fill(names, "");
    return names;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types
  private static @Nullable Map<String, @Nullable Object>[] wideFrames(int size) {
    return new Map[size];
  }
}
