package dev.sluice.edit;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LimitExceededException;
import dev.sluice.finding.Faults;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.JsonValues;
import dev.sluice.model.Place;
import dev.sluice.text.NearestNames;
import dev.sluice.text.NumberText;
import dev.sluice.text.Pointers;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import dev.sluice.text.WhiteSpace;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rejects, at the time of an edit, names and values that a load of the edited document would
 * reject.
 */
final class EditRules {

  /** The most levels around a value that an edit sets: those around a wrapped node's config. */
  private static final int OUTSIDE = 5;

  private final Limits limits;

  EditRules(Limits limits) {
    this.limits = limits;
  }

  /** The id of a new node, which no other node may have. */
  void requireNewId(String id, Set<String> ids) {
    String pointer = Pointers.child("/nodes", id);
    requireName("The node's id", id, Limit.NODE_ID_LENGTH, pointer);
    if (ids.contains(id)) {
      throw invalid(
          FindingCode.DUPLICATE_NODE_ID, "A node " + Quote.of(id) + " already exists", pointer);
    }
  }

  void requireType(String id, String type) {
    String pointer = Pointers.child(Pointers.child("/nodes", id), "node_type");
    requireName("The node's type", type, Limit.NODE_TYPE_LENGTH, pointer);
  }

  private void requireName(String what, String name, Limit limit, String pointer) {
    if (name.isEmpty()) {
      throw invalid(FindingCode.MISSING_REQUIRED_FIELD, what + " is empty", pointer);
    }
    requireLength(what, name, limit, pointer);
    value("name", name); // refuses half a surrogate pair
  }

  /** The object in which an edit sets a member; empty if there is none yet. */
  static Map<String, Object> objectAt(String pointer, @Nullable Object value) {
    if (value != null && !(value instanceof Map)) {
      throw replaced(pointer, "an object");
    }
    return value instanceof Map<?, ?> map ? NodeMembers.object(map) : Map.of();
  }

  /** The list in which an edit sets an element; empty if there is none yet. */
  static List<?> listAt(String pointer, @Nullable Object value) {
    if (value != null && !(value instanceof List)) {
      throw replaced(pointer, "a list");
    }
    return value instanceof List<?> list ? list : List.of();
  }

  private static InvalidWorkflowException replaced(String pointer, String form) {
    return invalid(
        FindingCode.INVALID_TYPE, "The edit would replace a value that is not " + form, pointer);
  }

  void requirePort(String what, String port, int connection) {
    requireLength(what, port, Limit.PORT_LENGTH, "/connections/" + connection);
  }

  void requireRoom(Limit limit, int present, String what, String pointer) {
    if (present >= limits.of(limit)) {
      throw exceeded(Faults.tooMany(limit, limits, what, pointer, Place.START));
    }
  }

  private void requireLength(String what, String text, Limit limit, String pointer) {
    if (Faults.isLonger(text, limit, limits)) {
      throw exceeded(Faults.tooLong(limit, limits, what, text, () -> pointer, Place.START));
    }
  }

  /** An immutable copy of a config within its limits. */
  Map<String, Object> config(String id, Map<String, ?> config) {
    Map<String, Object> copy = object("config", config);
    requireConfig(copy, 0, Pointers.child(Pointers.child("/nodes", id), "config"));
    return copy;
  }

  private void requireConfig(@Nullable Object value, int level, String pointer) {
    if (level > limits.of(Limit.CONFIG_DEPTH)) {
      throw exceeded(
          at(
              FindingCode.LIMIT_EXCEEDED,
              "The config has "
                  + Quantity.of(level, "level")
                  + " here, over the limit "
                  + Limit.CONFIG_DEPTH.label()
                  + " of "
                  + limits.of(Limit.CONFIG_DEPTH),
              pointer));
    }
    if (value instanceof String text) {
      requireLength("The string", text, Limit.CONFIG_STRING_LENGTH, pointer);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, member) -> {
            String name = String.valueOf(key);
            String place = Pointers.child(pointer, name);
            requireLength("The key", name, Limit.CONFIG_KEY_LENGTH, place);
            requireConfig(member, level + 1, place);
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        requireConfig(list.get(i), level + 1, Pointers.child(pointer, i));
      }
    }
  }

  /** An immutable copy of a metadata value that a load accepts. */
  @Nullable Object metadata(String key, @Nullable Object value) {
    String pointer = Pointers.child("/metadata", key);
    Object copy = value(key, value);
    switch (key) {
      case "name" -> {
        String name = requireText("A name", copy, Limit.NAME_LENGTH, pointer);
        if (WhiteSpace.isBlank(name)) {
          throw invalid(FindingCode.MISSING_REQUIRED_FIELD, "The name is blank", pointer);
        }
      }
      case "description" -> {
        if (copy != null) {
          requireText("The description", copy, Limit.DESCRIPTION_LENGTH, pointer);
        }
      }
      case "version" -> {
        if (copy != null) {
          requireText("The version", copy, Limit.VERSION_LENGTH, pointer);
        }
      }
      default -> {}
    }
    return copy;
  }

  private String requireText(String what, @Nullable Object value, Limit limit, String pointer) {
    if (!(value instanceof String text)) {
      throw invalid(FindingCode.INVALID_TYPE, what + " must be a string", pointer);
    }
    requireLength(what, text, limit, pointer);
    return text;
  }

  /** An immutable copy of a JSON value. */
  @Nullable Object value(String name, @Nullable Object value) {
    Objects.requireNonNull(name, "name");
    return object("value", Collections.singletonMap(name, value)).get(name);
  }

  @SuppressWarnings("unchecked") // the copy is not modified, and its values are of any type
  Map<String, Object> object(String component, Map<String, ?> members) {
    Map<String, Object> copy = JsonValues.copyOf(component, (Map<String, Object>) members);
    requireValue(copy, 1);
    return copy;
  }

  /** The limits of all values in a document. */
  private void requireValue(@Nullable Object value, int level) {
    if (level > limits.of(Limit.NESTING) - OUTSIDE) {
      throw exceeded(
          at(
              FindingCode.LIMIT_EXCEEDED,
              "The value has "
                  + Quantity.of(level, "level")
                  + ", and up to "
                  + OUTSIDE
                  + " are around it, over the limit "
                  + Limit.NESTING.label()
                  + " of "
                  + limits.of(Limit.NESTING),
              ""));
    }
    if (value instanceof Number number) {
      requireLength(number);
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(member -> requireValue(member, level + 1));
    } else if (value instanceof List<?> list) {
      list.forEach(element -> requireValue(element, level + 1));
    }
  }

  private void requireLength(Number number) {
    long most = limits.of(Limit.NUMBER_LENGTH);
    int length = NumberText.of(number).length();
    if (length > most) {
      throw exceeded(Faults.overlongNumber(limits, length, () -> "", Place.START));
    }
  }

  static NoSuchElementException unknown(String what, String name, Iterable<String> known) {
    List<String> nearest = NearestNames.of(name, known);
    return new NoSuchElementException(
        "There is no "
            + what
            + " "
            + Quote.of(name)
            + (nearest.isEmpty() ? "" : "; did you mean " + Quote.of(nearest.get(0)) + "?"));
  }

  static InvalidWorkflowException invalid(FindingCode code, String message, String pointer) {
    return new InvalidWorkflowException(at(code, message, pointer), null);
  }

  /** A failure with a finding that has no place, because an edit has no bytes. */
  private static LimitExceededException exceeded(Finding placed) {
    return new LimitExceededException(at(placed.code(), placed.message(), placed.pointer()), null);
  }

  private static Finding at(FindingCode code, String message, String pointer) {
    return new Finding(
        code.severity(), code, message, pointer, Optional.empty(), Optional.empty(), List.of());
  }
}
