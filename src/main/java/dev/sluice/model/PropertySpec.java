package dev.sluice.model;

import dev.sluice.value.Elements;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A config key that a node type declares.
 *
 * @param name the key in {@code config}
 * @param type the editor's type name in lower case, such as {@code string} or {@code file_path}
 * @param required whether a node needs a value
 * @param defaultValue the value used if the config has none, as a plain JSON value; absent for null
 * @param choices the allowed values; empty if all values are allowed
 */
public record PropertySpec(
    String name,
    String type,
    boolean required,
    Optional<Object> defaultValue,
    List<Object> choices) {

  /** Makes the list of choices unmodifiable. */
  public PropertySpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(defaultValue, "defaultValue");
    type = type.toLowerCase(Locale.ROOT);
    choices = Elements.listOf(choices, "choices");
  }

  /**
   * An optional property without a default.
   *
   * @param type {@code string}, {@code integer}, {@code float}, {@code boolean}, {@code choice},
   *     {@code list}, {@code json}, {@code any} or another type name of the editor; a load checks
   *     values of the types it knows
   */
  public static PropertySpec of(String name, String type) {
    return new PropertySpec(name, type, false, Optional.empty(), List.of());
  }

  /** A property that needs a value: in the config, or from a connection to the input so named. */
  public static PropertySpec required(String name, String type) {
    return new PropertySpec(name, type, true, Optional.empty(), List.of());
  }

  /** An optional property whose value is one of these; letter case does not matter. */
  public static PropertySpec choice(String name, Object... choices) {
    return new PropertySpec(
        name, "choice", false, Optional.empty(), Elements.listOf(choices, "choices"));
  }

  /** A copy with a default value. */
  public PropertySpec withDefault(Object value) {
    Object copy = JsonValues.copyOf(name, Map.of("default", value)).get("default");
    return new PropertySpec(name, type, required, Optional.ofNullable(copy), choices);
  }

  /** A copy whose values are limited to these. */
  public PropertySpec withChoices(Object... allowed) {
    return new PropertySpec(
        name, type, required, defaultValue, Elements.listOf(allowed, "allowed"));
  }
}
