package dev.sluice.migrate;

import dev.sluice.model.JsonValues;
import dev.sluice.value.FrozenMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a JSON patch, RFC 6902; immutable.
 *
 * @param kind the kind of operation
 * @param path the RFC 6901 pointer to the value
 * @param value the JSON value to add or to compare with, where null is JSON's null; always null if
 *     the operation removes a value
 */
public record PatchOperation(Kind kind, String path, @Nullable Object value) {

  /** The kind of an operation. */
  public enum Kind {
    /** Adds a member, or inserts an element before the one at the path. */
    ADD("add"),
    /** Removes a value. */
    REMOVE("remove"),
    /** Replaces a value. */
    REPLACE("replace"),
    /** Requires a value, so that the whole patch fails on another document. */
    TEST("test");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The name in a patch, such as {@code add}. */
    public String label() {
      return label;
    }
  }

  /**
   * An operation with a copy of the value.
   *
   * @throws dev.sluice.model.InvalidValueException if the value is not a JSON value
   */
  public PatchOperation {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(path, "path");
    value = copyOf(value);
  }

  @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the map excludes
  private static @Nullable Object copyOf(@Nullable Object value) {
    return JsonValues.copyOf("value", Collections.singletonMap("value", value)).get("value");
  }

  /**
   * The operations that turn one JSON value into another; empty if the values are equal. Objects
   * are compared member by member, ignoring their order. Lists are compared element by element if
   * elements are only changed or only removed.
   *
   * @param path the pointer to the value in its document
   */
  public static List<PatchOperation> between(
      String path, @Nullable Object before, @Nullable Object after) {
    List<PatchOperation> operations = new ArrayList<>();
    new ValuePatch(operations).add(path, before, after);
    return List.copyOf(operations);
  }

  /** The operation as a JSON object: {@code op}, {@code path}, and {@code value} if it has one. */
  @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the map excludes
  public Map<String, Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("op", kind.label());
    map.put("path", path);
    if (kind != Kind.REMOVE) {
      map.put("value", value);
    }
    return FrozenMap.over(map);
  }

  /** The kind and the path, but no value, because it may be secret. */
  @Override
  public String toString() {
    return kind.label() + " " + path;
  }
}
