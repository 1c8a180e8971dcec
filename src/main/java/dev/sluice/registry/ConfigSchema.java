package dev.sluice.registry;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The JSON Schema of one type's config.
 *
 * <p>It is as lenient as existing documents require: any value may be a {@code {{reference}}}, a
 * number may be a numeral in quotes or an empty string, and an optional value may be null.
 */
final class ConfigSchema {

  private static final String REFERENCE = "\\{\\{.+\\}\\}";
  private static final String NUMERAL = "^-?[0-9]*$|" + REFERENCE;
  private static final String DECIMAL = "^[-+.0-9eE]*$|" + REFERENCE;

  private final NodeType type;
  private final Optional<Migration> migration;

  ConfigSchema(NodeType type, Optional<Migration> migration) {
    this.type = type;
    this.migration = migration;
  }

  /** The schema, titled with the name in documents. */
  Map<String, Object> build() {
    SchemaBuilder config = new SchemaBuilder();
    if (migration.isPresent()) {
      config
          .with("title", migration.get().from())
          .with("description", "Replaced by " + type.name() + ".")
          .with("deprecated", true);
    } else {
      config.with("title", type.name()).with("description", "Category " + type.category() + ".");
    }
    config.with("type", "object").required(required());
    for (PropertySpec property : type.properties()) {
      config.property(property.name(), value(property));
    }
    for (String key : furtherKeys()) {
      config.property(key, true);
    }
    return config.build();
  }

  String category() {
    return type.category();
  }

  /** The required keys that have no default and are not set by a port or a migration. */
  List<String> required() {
    List<String> names = new ArrayList<>();
    for (PropertySpec property : type.properties()) {
      boolean supplied =
          property.defaultValue().filter(value -> !isBlank(value)).isPresent()
              || type.input(property.name()).isPresent()
              || setting(property.name()).isPresent();
      if (property.required() && !supplied) {
        names.add(property.name());
      }
    }
    return names;
  }

  private static boolean isBlank(Object value) {
    return value.equals("") || (value instanceof Collection<?> list && list.isEmpty());
  }

  private Map<String, Object> value(PropertySpec property) {
    SchemaBuilder value = property.choices().isEmpty() ? typed(property) : chosen(property);
    setting(property.name())
        .or(property::defaultValue)
        .ifPresent(standard -> value.with("default", standard));
    return value.build();
  }

  private static SchemaBuilder typed(PropertySpec property) {
    return switch (property.type()) {
      case "boolean" -> of(property, "boolean", "string").with("pattern", REFERENCE);
      case "integer" -> of(property, "integer", "string").with("pattern", NUMERAL);
      case "float" -> of(property, "number", "string").with("pattern", DECIMAL);
      case "string", "text", "code", "selector", "file_path", "directory_path", "choice" ->
          of(property, "string");
      case "list", "multi_choice" -> of(property, "array", "string");
      case "dict" -> of(property, "object", "string");
      default -> new SchemaBuilder();
    };
  }

  private static SchemaBuilder of(PropertySpec property, String... types) {
    if (property.required()) {
      return SchemaBuilder.typed(types);
    }
    List<String> nullable = new ArrayList<>(List.of(types));
    nullable.add("null");
    return SchemaBuilder.typed(nullable.toArray(String[]::new));
  }

  private static SchemaBuilder chosen(PropertySpec property) {
    Map<String, Object> choice = new SchemaBuilder().with("enum", property.choices()).build();
    List<Object> ways = new ArrayList<>();
    ways.add(choice);
    if (property.type().equals("multi_choice")) {
      ways.add(SchemaBuilder.typed("array").with("items", choice).build());
    }
    if (!property.required()) {
      ways.add(SchemaBuilder.typed("null").build());
    }
    ways.add(SchemaBuilder.typed("string").with("pattern", REFERENCE).build());
    return new SchemaBuilder().with("anyOf", ways);
  }

  /** Keys that are not properties: further keys that the type reads, and its data inputs. */
  private Collection<String> furtherKeys() {
    Collection<String> keys = new TreeSet<>(type.configKeys());
    type.inputs().stream().filter(port -> !port.isExec()).map(Port::name).forEach(keys::add);
    type.properties().forEach(property -> keys.remove(property.name()));
    return keys;
  }

  private Optional<Object> setting(String key) {
    return migration.map(Migration::settings).map(settings -> settings.get(key));
  }
}
