package dev.sluice.migrate;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowDefinition;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ports of the nodes that connections and templates such as {@code {{id.port}}} use. */
final class UsedPorts {

  private static final Pattern TEMPLATE =
      Pattern.compile("\\{\\{\\s{0,9}([^{}.\\s]{1,256})\\s{0,9}\\.\\s{0,9}([^{}.\\s\\[|]{1,128})");

  private final Map<String, Set<String>> inputs = new HashMap<>();
  private final Map<String, Set<String>> outputs = new HashMap<>();

  /** The parts of templates after the first dot, by the part before it. */
  private final Map<String, Set<String>> inTemplates = new HashMap<>();

  private UsedPorts() {}

  static UsedPorts of(WorkflowDefinition definition) {
    UsedPorts used = new UsedPorts();
    for (Connection connection : definition.connections()) {
      add(used.outputs, connection.sourceNode(), connection.sourcePort());
      add(used.inputs, connection.targetNode(), connection.targetPort());
    }
    for (NodeDefinition node : definition.nodes().values()) {
      used.search(node.config());
    }
    return used;
  }

  private static void add(Map<String, Set<String>> ports, String node, String port) {
    if (!port.isEmpty()) {
      ports.computeIfAbsent(node, any -> new LinkedHashSet<>()).add(port);
    }
  }

  private void search(@Nullable Object value) {
    if (value instanceof String text) {
      if (text.contains("{{")) {
        Matcher template = TEMPLATE.matcher(text);
        while (template.find()) {
          add(inTemplates, template.group(1), template.group(2));
        }
      }
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::search);
    } else if (value instanceof List<?> list) {
      list.forEach(this::search);
    }
  }

  /** The input ports of a node that have a connection. */
  Set<String> inputs(String node) {
    return inputs.getOrDefault(node, Set.of());
  }

  /** The output ports of a node that a connection or a template uses. */
  Set<String> outputs(String node, List<Port> ports) {
    Set<String> used = new TreeSet<>(outputs.getOrDefault(node, Set.of()));
    Set<String> named = inTemplates.getOrDefault(node, Set.of());
    ports.stream().map(Port::name).filter(named::contains).forEach(used::add);
    return used;
  }
}
