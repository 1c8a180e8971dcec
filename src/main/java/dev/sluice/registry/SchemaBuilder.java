package dev.sluice.registry;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a JSON Schema; keywords keep the order in which they are set. */
final class SchemaBuilder {

  private final Map<String, Object> keywords = new LinkedHashMap<>();
  private final Map<String, Object> properties = new LinkedHashMap<>();

  /** A schema for values of these JSON types. */
  static SchemaBuilder typed(String... types) {
    return new SchemaBuilder().with("type", types.length == 1 ? types[0] : List.of(types));
  }

  SchemaBuilder with(String keyword, Object value) {
    keywords.put(keyword, value);
    return this;
  }

  /** Adds a member of an object; the schema {@code true} accepts any value. */
  SchemaBuilder property(String name, Object schema) {
    properties.put(name, schema);
    return with("properties", Collections.unmodifiableMap(properties));
  }

  SchemaBuilder required(String... names) {
    return required(Arrays.asList(names));
  }

  SchemaBuilder required(List<String> names) {
    return names.isEmpty() ? this : with("required", List.copyOf(names));
  }

  /** The schema as an unmodifiable JSON value. */
  Map<String, Object> build() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
  }
}
