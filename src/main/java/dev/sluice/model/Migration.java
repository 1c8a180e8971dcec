package dev.sluice.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Replaces a node type by its successor, with settings that make the successor behave like it.
 *
 * @param from the type name in documents
 * @param to the type name that replaces it
 * @param settings config of the successor that the old type implied; plain JSON values
 */
public record Migration(String from, String to, Map<String, Object> settings) {

  /**
   * A migration with a copy of these settings.
   *
   * @throws dev.sluice.model.InvalidValueException if a setting is not a JSON value
   */
  public Migration {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(settings, "settings");
    settings = JsonValues.copyOf("settings", settings);
  }

  /**
   * The config of a migrated node: the settings, overridden by the node's own config.
   *
   * @param own the config as written; may contain null values
   * @return a new unmodifiable map that begins with the keys of the settings
   */
  public Map<String, Object> apply(Map<String, Object> own) {
    Map<String, Object> config = new LinkedHashMap<>(settings);
    config.putAll(Objects.requireNonNull(own, "own"));
    return Collections.unmodifiableMap(config);
  }
}
