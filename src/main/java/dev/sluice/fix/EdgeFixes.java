package dev.sluice.fix;

import dev.sluice.fix.Fix.Safety;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.EdgeEnds;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Corrects connections: duplicates, missing ends, and ports with only one similar name. */
final class EdgeFixes {

  private final FixPass pass;
  private final Draft draft;

  EdgeFixes(FixPass pass, Draft draft) {
    this.pass = pass;
    this.draft = draft;
  }

  void run(WorkflowDefinition definition) {
    Map<List<String>, Connection> seen = new HashMap<>();
    List<Connection> edges = draft.edges();
    for (int i = 0; i < edges.size(); i++) {
      Connection edge = edges.get(i);
      Connection first = seen.putIfAbsent(ends(edge), edge);
      NodeDefinition source = definition.nodes().get(edge.sourceNode());
      NodeDefinition target = definition.nodes().get(edge.targetNode());
      if (source == null || target == null) {
        orphan(edge, i, source == null ? edge.sourceNode() : edge.targetNode());
      } else if (first != null) {
        duplicate(edge, i, first);
      } else {
        port(edge, i, source, true);
        port(edge, i, target, false);
      }
    }
  }

  private static List<String> ends(Connection edge) {
    return List.of(edge.sourceNode(), edge.sourcePort(), edge.targetNode(), edge.targetPort());
  }

  private Fix fix(FindingCode code, Connection edge, int index, String action, Safety safety) {
    String subject =
        "connection "
            + Quote.of(edge.sourceNode() + "." + edge.sourcePort())
            + " to "
            + Quote.of(edge.targetNode() + "." + edge.targetPort());
    return new Fix(code, draft.pointerOfEdge(index), subject, action, safety);
  }

  private void orphan(Connection edge, int index, String missing) {
    if (pass.wants(FindingCode.ORPHANED_CONNECTION)
        && pass.add(
            fix(
                FindingCode.ORPHANED_CONNECTION,
                edge,
                index,
                "removed, because there is no node " + Quote.of(missing),
                Safety.UNSAFE))) {
      draft.removeEdge(index);
    }
  }

  private void duplicate(Connection edge, int index, Connection first) {
    boolean same =
        first.members().equals(edge.members())
            || first.members().entrySet().containsAll(edge.members().entrySet());
    if (pass.wants(FindingCode.DUPLICATE_CONNECTION)
        && pass.add(
            fix(
                FindingCode.DUPLICATE_CONNECTION,
                edge,
                index,
                "the duplicate is removed",
                same ? Safety.SAFE : Safety.UNSAFE))) {
      draft.removeEdge(index);
    }
  }

  private void port(Connection edge, int index, NodeDefinition node, boolean output) {
    NodeType type = node.type();
    String name = output ? edge.sourcePort() : edge.targetPort();
    String member = output ? "source_port" : "target_port";
    if (!pass.wants(FindingCode.UNKNOWN_PORT)
        || type.openPorts()
        || !type.dynamicPorts().isEmpty()
        || !EdgeEnds.of(edge.members()).canonical()
        || !(edge.members().get(member) instanceof String)
        || (output ? node.output(name) : node.input(name)).isPresent()) {
      return;
    }
    Optional<String> meant = only(name, output ? node.outputs() : node.inputs());
    String action = "the port " + Quote.of(name) + " becomes ";
    if (meant.isPresent()
        && pass.add(
            fix(
                FindingCode.UNKNOWN_PORT,
                edge,
                index,
                action + Quote.of(meant.get()),
                Safety.UNSAFE))) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>(draft.edge(index));
      members.put(member, meant.get());
      draft.setEdge(index, members);
    }
  }

  private static Optional<String> only(String unknown, List<Port> ports) {
    List<String> nearest = NearestNames.of(unknown, ports.stream().map(Port::name).toList());
    return nearest.size() == 1 ? Optional.of(nearest.get(0)) : Optional.empty();
  }
}
