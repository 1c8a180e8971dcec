package dev.sluice.model;

import dev.sluice.text.NumberText;
import dev.sluice.value.Frozen;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.PrintableText;
import dev.sluice.value.ValueList;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Creates immutable copies of the values that programs put into definitions: maps with string keys,
 * lists, strings, booleans, numbers and null, at any depth.
 *
 * <p>Numbers become the same Java values that a load would read: a {@code Long}, a {@code
 * BigInteger} for a longer integer, a {@code Double}, or a {@code BigDecimal} for a decimal that
 * loses digits as a double. Mutable numbers are copied with their current value. All other values
 * are refused with their JSON pointer. A {@code Path} is not a list although it is iterable, and
 * the program has to decide how a date or an enum is represented.
 */
public final class JsonValues {

  private final Deque<Level> open = new ArrayDeque<>();
  private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());

  private JsonValues() {}

  /** A container being copied: its remaining elements and the copy so far. */
  private static final class Level {
    private final Object original;
    private final Iterator<?> rest;
    private final @Nullable Map<String, @Nullable Object> members;
    private final @Nullable List<@Nullable Object> elements;
    private String name = "";

    Level(Object original) {
      this.original = original;
      if (original instanceof Map<?, ?> map) {
        rest = map.entrySet().iterator();
        members = new LinkedHashMap<>();
        elements = null;
      } else {
        rest = ((List<?>) original).iterator();
        members = null;
        elements = new ArrayList<>();
      }
    }

    void add(@Nullable Object value) {
      if (members != null) {
        members.put(name, value);
      } else if (elements != null) {
        elements.add(value);
      }
    }

    /** The part of the pointer for the element taken last. */
    String token() {
      return elements != null
          ? Integer.toString(elements.size())
          : name.replace("~", "~0").replace("/", "~1");
    }

    Object copy() {
      return elements != null ? new ValueList(elements.toArray()) : FrozenMap.over(members());
    }

    private Map<String, @Nullable Object> members() {
      return members == null ? Map.of() : members;
    }
  }

  /**
   * A copy of an object; the object itself if it is immutable.
   *
   * @param component the component that contains the object, which is the first part of the pointer
   * @throws NullPointerException if the object is null
   * @throws InvalidValueException for the first value in it that is not a JSON value
   */
  public static Map<String, Object> copyOf(String component, @Nullable Map<String, Object> object) {
    if (object == null) {
      throw new NullPointerException(component);
    }
    if (object instanceof Frozen) {
      return object;
    }
    if (object.isEmpty()) {
      return Map.of();
    }
    @SuppressWarnings("unchecked") // the copy of a map is a map, and its keys have been checked
    Map<String, Object> copy = (Map<String, Object>) new JsonValues().copy(component, object);
    return copy;
  }

  private Object copy(String component, Object root) {
    enter(root);
    while (true) {
      Level level = open.element();
      if (level.rest.hasNext()) {
        take(component, level);
      } else {
        open.pop();
        path.remove(level.original);
        Object copy = level.copy();
        if (open.isEmpty()) {
          return copy;
        }
        open.element().add(copy);
      }
    }
  }

  private void enter(Object container) {
    path.add(container);
    open.push(new Level(container));
  }

  private void take(String component, Level level) {
    Object value = level.rest.next();
    if (value instanceof Map.Entry<?, ?> member && level.members != null) {
      if (!(member.getKey() instanceof String name)) {
        throw refused(component, "the key " + member.getKey() + " is not a string");
      }
      level.name = name;
      requireCharacters(component, name);
      value = member.getValue();
    }
    if (value instanceof Frozen || value == null || value instanceof Boolean) {
      level.add(value);
    } else if (value instanceof String text) {
      requireCharacters(component, text);
      level.add(text);
    } else if (value instanceof Number number) {
      level.add(number(component, number));
    } else if (value instanceof Map || value instanceof List) {
      if (path.contains(value)) {
        throw refused(component, "the value contains itself");
      }
      enter(value);
    } else {
      throw refused(component, value.getClass().getName() + " is not a JSON value");
    }
  }

  private Number number(String component, Number number) {
    BigDecimal decimal;
    try {
      if (isInteger(number)) {
        BigInteger integer = new BigInteger(number.toString());
        if (integer.bitLength() < Long.SIZE) {
          return integer.longValue();
        }
        requireFinite(component, number, integer.doubleValue());
        return integer;
      }
      requireFinite(component, number, number.doubleValue());
      if (number instanceof Double) {
        return number;
      }
      decimal = new BigDecimal(number.toString());
    } catch (NumberFormatException e) {
      throw refused(component, number.getClass().getName() + " is not a JSON number");
    }
    requireFinite(component, number, decimal.doubleValue());
    return NumberText.decimal(NumberText.of(decimal));
  }

  private static boolean isInteger(Number number) {
    return number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong
        || number instanceof LongAdder
        || number instanceof LongAccumulator
        || number.getClass() == BigInteger.class;
  }

  private void requireFinite(String component, Number number, double value) {
    if (!Double.isFinite(value)) {
      throw refused(component, shortened(number) + " is not a finite 64-bit number");
    }
  }

  private static String shortened(Number number) {
    String text = number.toString();
    return text.length() > 30 ? text.substring(0, 30) + "…" : text;
  }

  /** Refuses lone surrogates, which no document can contain. */
  private void requireCharacters(String component, String text) {
    if (PrintableText.hasLoneSurrogate(text)) {
      throw refused(component, "a string contains half a surrogate pair");
    }
  }

  private InvalidValueException refused(String component, String reason) {
    StringBuilder pointer = new StringBuilder();
    for (Level level : open) {
      pointer.insert(0, "/" + level.token());
    }
    pointer.insert(0, "/" + component);
    return new InvalidValueException(
        PrintableText.of(pointer.toString()), PrintableText.of(reason));
  }
}
