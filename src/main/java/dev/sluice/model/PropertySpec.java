package dev.sluice.model;

import java.util.List;
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
    choices = List.copyOf(choices);
  }
}
