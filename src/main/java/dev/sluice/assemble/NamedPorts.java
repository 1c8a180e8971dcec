package dev.sluice.assemble;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.record.NodeFields;
import dev.sluice.types.PortRules;
import dev.sluice.types.TypeTable;
import dev.sluice.types.TypeTable.ResolvedType;
import dev.sluice.value.FrozenMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Determines the ports of nodes from types and configs, and for placeholders from connections. */
public final class NamedPorts {

  private final TypeTable types;
  private final List<Connection> connections;

  /** Ports named by connections, by node and port; created when a placeholder needs them. */
  private @Nullable Map<String, Map<String, Port>> inputs;

  private @Nullable Map<String, Map<String, Port>> outputs;

  /**
   * The ports of a workflow's nodes.
   *
   * @param types the types of the load
   * @param connections those that name the ports of placeholders
   */
  public NamedPorts(TypeTable types, List<Connection> connections) {
    this.types = types;
    this.connections = connections;
  }

  /** The definition of a node with its ports. */
  public NodeDefinition define(
      String id, ResolvedType resolved, NodeFields fields, Map<String, Object> members) {
    NodeType type = resolved.type();
    Map<String, Object> config = fields.config();
    if (resolved.migration().isPresent()) {
      config = FrozenMap.over(resolved.migration().get().apply(config), members);
    }
    List<Port> in;
    List<Port> out;
    if (type.isPlaceholder()) {
      in = List.copyOf(named(false).getOrDefault(id, Map.of()).values());
      out = List.copyOf(named(true).getOrDefault(id, Map.of()).values());
    } else {
      in = types.inputs(type, config);
      out = types.outputs(type, config);
    }
    return new NodeDefinition(id, type, fields.type(), config, members, in, out);
  }

  private Map<String, Map<String, Port>> named(boolean output) {
    Map<String, Map<String, Port>> known = output ? outputs : inputs;
    if (known == null) {
      known = new HashMap<>();
      for (Connection connection : connections) {
        String node = output ? connection.sourceNode() : connection.targetNode();
        String port = output ? connection.sourcePort() : connection.targetPort();
        if (!port.isEmpty()) {
          known
              .computeIfAbsent(node, any -> new LinkedHashMap<>())
              .putIfAbsent(port, PortRules.isExecPort(port) ? Port.exec(port) : Port.any(port));
        }
      }
      if (output) {
        outputs = known;
      } else {
        inputs = known;
      }
    }
    return known;
  }
}
