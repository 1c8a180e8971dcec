package dev.sluice.check;

import dev.sluice.model.NodeType;
import dev.sluice.value.ShapedMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The config keys of one load's nodes that their types do not declare.
 *
 * <p>Configs with the same keys in the same order share a shape, so an answer is remembered for
 * each shape. For one thread.
 */
public final class UnknownKeys {

  /** Config keys that the editor writes for all types. */
  private static final Set<String> RESERVED_KEYS =
      Set.of(
          "node_id",
          "name",
          "status",
          "color",
          "pos",
          "disabled",
          "selected",
          "visible",
          "width",
          "height");

  private static final int MOST_SHAPES = 1 << 10;

  /** Keys from which on a set of the declared ones is worth its making. */
  private static final int MANY_KEYS = 1 << 5;

  private static final List<String> NONE = List.of();

  /** The keys of a shape that a type does not declare. */
  private record Answer(NodeType type, List<String> keys) {}

  /** The last answer for each shape. */
  private final IdentityHashMap<Object, Answer> answers = new IdentityHashMap<>();

  /** The declared keys of each type of which a config with many keys has been checked. */
  private final IdentityHashMap<NodeType, Set<String>> declared = new IdentityHashMap<>();

  /**
   * The undeclared keys of a config, in its order; keys that begin with an underscore are private.
   */
  @SuppressWarnings("ReferenceEquality") // a load has one descriptor of each type
  public List<String> of(Map<String, Object> config, NodeType type) {
    Object shape = config instanceof ShapedMap shaped ? shaped.shape() : null;
    Answer answer = shape == null ? null : answers.get(shape);
    if (answer != null && answer.type() == type) {
      return answer.keys();
    }
    List<String> unknown = search(config, type);
    if (shape != null && (answer != null || answers.size() < MOST_SHAPES)) {
      answers.put(shape, new Answer(type, unknown));
    }
    return unknown;
  }

  private List<String> search(Map<String, Object> config, NodeType type) {
    Predicate<String> isKnown =
        config.size() < MANY_KEYS
            ? key -> type.knowsConfigKey(key) || RESERVED_KEYS.contains(key)
            : declared.computeIfAbsent(type, UnknownKeys::keysOf)::contains;
    List<String> unknown = NONE;
    for (String key : config.keySet()) {
      if (!isKnown.test(key) && !key.startsWith("_")) {
        unknown = unknown.isEmpty() ? new ArrayList<>() : unknown;
        unknown.add(key);
      }
    }
    return unknown;
  }

  private static Set<String> keysOf(NodeType type) {
    Set<String> keys = new HashSet<>(type.configKeys());
    keys.addAll(RESERVED_KEYS);
    type.properties().forEach(property -> keys.add(property.name()));
    type.inputs().forEach(port -> keys.add(port.name()));
    return keys;
  }
}
