package dev.sluice.types;

import dev.sluice.model.DynamicPorts;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shares port lists among the nodes of a load: nodes of one type share a list if the config values
 * that determine their ports are equal. For one thread at a time.
 *
 * <p>A few bytes of config can require a hundred ports, and thousands of connections can look them
 * up.
 */
final class SharedPorts {

  /* Most documents have no node whose ports depend on its config. */
  private @Nullable IdentityHashMap<NodeType, Map<Object, List<Port>>> inputs;
  private @Nullable IdentityHashMap<NodeType, Map<Object, List<Port>>> outputs;

  /**
   * A list of the document, equal only to itself, because comparing its elements would be too slow.
   */
  private record Listed(List<?> list) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Listed that && that.list == list;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(list);
    }
  }

  List<Port> inputs(NodeType type, Map<String, Object> config) {
    if (type.dynamicPorts().isEmpty()) {
      return type.inputs();
    }
    IdentityHashMap<NodeType, Map<Object, List<Port>>> known = inputs;
    if (known == null) {
      known = new IdentityHashMap<>();
      inputs = known;
    }
    return known
        .computeIfAbsent(type, any -> new HashMap<>())
        .computeIfAbsent(key(type, config, false), any -> ConfiguredPorts.inputs(type, config));
  }

  List<Port> outputs(NodeType type, Map<String, Object> config) {
    if (type.dynamicPorts().isEmpty()) {
      return type.outputs();
    }
    IdentityHashMap<NodeType, Map<Object, List<Port>>> known = outputs;
    if (known == null) {
      known = new IdentityHashMap<>();
      outputs = known;
    }
    return known
        .computeIfAbsent(type, any -> new HashMap<>())
        .computeIfAbsent(key(type, config, true), any -> ConfiguredPorts.outputs(type, config));
  }

  /** The config values that determine the ports of a node, besides its type. */
  private static Object key(NodeType type, Map<String, Object> config, boolean output) {
    List<Object> values = new ArrayList<>(1);
    for (DynamicPorts rule : type.dynamicPorts()) {
      if (rule.output() == output) {
        values.add(key(rule, ConfiguredPorts.value(type, config, rule.configKey())));
      }
    }
    // a single string is comparable, so the map stays fast whatever strings a document has
    return values.size() == 1 ? values.get(0) : values;
  }

  private static Object key(DynamicPorts rule, @Nullable Object value) {
    if (rule.kind() == DynamicPorts.Kind.COUNT) {
      return ConfiguredPorts.last(rule, value);
    }
    return value instanceof List<?> list ? new Listed(list) : Objects.requireNonNullElse(value, "");
  }
}
