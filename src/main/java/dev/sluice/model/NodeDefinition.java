package dev.sluice.model;

import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a document says about one node, after checks and type resolution; immutable.
 *
 * @param id unique in the workflow
 * @param type the descriptor after migration, shared by all nodes of the type
 * @param declaredType the type name the document has
 * @param config the node's config merged over the settings of a migration, in document order
 * @param members the node object as written, unknown members included, in document order; empty for
 *     a node the loader added
 * @param inputs the type's input ports and those the config or, for a placeholder, the connections
 *     add
 * @param outputs likewise for output ports
 */
public record NodeDefinition(
    String id,
    NodeType type,
    String declaredType,
    Map<String, Object> config,
    Map<String, Object> members,
    List<Port> inputs,
    List<Port> outputs) {

  /** Whether the type is unknown and this only keeps the node's place. */
  public boolean isPlaceholder() {
    return type.isPlaceholder();
  }

  /** Whether a migration replaced the type the document has. */
  public boolean isMigrated() {
    return !declaredType.equals(type.name());
  }

  /** The user's own name for the node. */
  public Optional<String> name() {
    return members.get("name") instanceof String name ? Optional.of(name) : Optional.empty();
  }

  /** The node's position, from {@code [x, y]} or {@code {"x", "y"}}; empty where it is neither. */
  public Optional<Position> position() {
    Object value = members.containsKey("position") ? members.get("position") : members.get("pos");
    if (value instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof Number x
        && list.get(1) instanceof Number y) {
      return Optional.of(new Position(x.doubleValue(), y.doubleValue()));
    }
    if (value instanceof Map<?, ?> map
        && map.get("x") instanceof Number x
        && map.get("y") instanceof Number y) {
      return Optional.of(new Position(x.doubleValue(), y.doubleValue()));
    }
    return Optional.empty();
  }

  /**
   * The config value of a key, or the type's default; empty where neither is there or it is null.
   */
  public Optional<Object> parameter(String key) {
    Object value = config.get(key);
    if (value != null || config.containsKey(key)) {
      return Optional.ofNullable(value);
    }
    return type.property(key).flatMap(PropertySpec::defaultValue);
  }

  /** The id and type, and how many members the config has: never a value, for it may be secret. */
  @Override
  public String toString() {
    return PrintableText.of(
        "NodeDefinition[id="
            + id
            + ", type="
            + declaredType
            + (isMigrated() ? " as " + type.name() : "")
            + ", config="
            + config.size()
            + " members]");
  }
}
