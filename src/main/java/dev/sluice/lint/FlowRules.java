package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.text.Quote;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rules about the connections of single nodes: branches that lead nowhere, and ports with too many
 * connections.
 *
 * <p>Not applied to documents without connections, or with the ends of connections in non-canonical
 * members, because the ports are then uncertain. Also not applied to nodes with a connection at a
 * port that their type does not have, because another rule reports it.
 */
final class FlowRules implements LintRule {

  private static final Set<String> LOOPS =
      Set.of("ForLoopStartNode", "WhileLoopStartNode", "ParallelForEachNode");

  @Override
  public Set<FindingCode> codes() {
    return Set.of(
        FindingCode.EMPTY_CATCH,
        FindingCode.LOOP_WITHOUT_BODY,
        FindingCode.IF_WITHOUT_BRANCH,
        FindingCode.MANY_SOURCES,
        FindingCode.EXEC_FAN_OUT);
  }

  @Override
  public void check(LintedWorkflow workflow, Consumer<Remark> remarks) {
    if (!workflow.isWiringClear()) {
      return;
    }
    for (NodeDefinition node : workflow.active()) {
      if (!node.isPlaceholder() && hasKnownOutputs(workflow, node)) {
        checkBranches(workflow, node, remarks);
      }
    }
    checkPorts(workflow, remarks);
  }

  private static boolean hasKnownOutputs(LintedWorkflow workflow, NodeDefinition node) {
    Set<String> outputs = new HashSet<>();
    node.outputs().stream().map(Port::name).forEach(outputs::add);
    return workflow.outgoing(node.id()).stream()
        .allMatch(connection -> outputs.contains(connection.sourcePort()));
  }

  private static void checkBranches(
      LintedWorkflow workflow, NodeDefinition node, Consumer<Remark> remarks) {
    Set<String> ports = new HashSet<>();
    boolean flows = false;
    for (Connection connection : workflow.outgoing(node.id())) {
      ports.add(connection.sourcePort());
      flows |= isExec(node.outputs(), connection.sourcePort());
    }
    String type = node.type().name();
    switch (type) {
      case "CatchNode" -> {
        if (!ports.contains("catch_body") && !ports.contains(Port.EXEC_OUT)) {
          remark(FindingCode.EMPTY_CATCH, node, "catches errors and does nothing", remarks);
        }
      }
      case "OnErrorNode" -> {
        if (!ports.contains("on_error")) {
          remark(FindingCode.EMPTY_CATCH, node, "does nothing when an error occurs", remarks);
        }
      }
      case "IfNode" -> {
        if (flows && !ports.contains("true") && !ports.contains("false")) {
          remark(
              FindingCode.IF_WITHOUT_BRANCH,
              node,
              "continues neither at \"true\" nor at \"false\", so its condition has no effect",
              remarks);
        }
      }
      case "SwitchNode" -> {
        if (!flows && !workflow.incoming(node.id()).isEmpty()) {
          remark(FindingCode.IF_WITHOUT_BRANCH, node, "has no branches", remarks);
        }
      }
      default -> {
        if (LOOPS.contains(type) && !ports.contains("body")) {
          remark(FindingCode.LOOP_WITHOUT_BODY, node, "repeats nothing", remarks);
        }
      }
    }
  }

  private static boolean isExec(List<Port> ports, String name) {
    return ports.stream().anyMatch(port -> port.name().equals(name) && port.isExec());
  }

  private static void remark(
      FindingCode code, NodeDefinition node, String what, Consumer<Remark> remarks) {
    remarks.accept(
        Remark.of(
            code,
            new Location.OfNode(node.id()),
            "Node "
                + Quote.of(node.id())
                + " of type "
                + Quote.of(node.type().name())
                + " "
                + what));
  }

  /** Finds data inputs with several sources, and exec outputs that continue in several nodes. */
  private static void checkPorts(LintedWorkflow workflow, Consumer<Remark> remarks) {
    Map<String, NodeDefinition> nodes = new HashMap<>();
    workflow.active().forEach(node -> nodes.put(node.id(), node));
    Map<List<String>, Connection> first = new HashMap<>();
    Set<List<String>> remarked = new HashSet<>();
    List<Connection> connections = workflow.definition().connections();
    for (int i = 0; i < connections.size(); i++) {
      Connection connection = connections.get(i);
      NodeDefinition source = nodes.get(connection.sourceNode());
      NodeDefinition target = nodes.get(connection.targetNode());
      if (source == null || target == null) {
        continue;
      }
      List<String> input = List.of("in", connection.targetNode(), connection.targetPort());
      if (isSecond(connection, input, first, remarked)
          && isData(target.inputs(), connection.targetPort())) {
        remarked.add(input);
        remarks.accept(manySources(i, connection));
      }
      List<String> output = List.of("out", connection.sourceNode(), connection.sourcePort());
      if (isSecond(connection, output, first, remarked)
          && isExec(source.outputs(), connection.sourcePort())) {
        remarked.add(output);
        remarks.accept(fanOut(i, connection));
      }
    }
  }

  /** Whether a port has another connection and was not reported yet. */
  private static boolean isSecond(
      Connection connection,
      List<String> port,
      Map<List<String>, Connection> first,
      Set<List<String>> remarked) {
    Connection other = first.putIfAbsent(port, connection);
    return other != null && !other.equals(connection) && !remarked.contains(port);
  }

  private static Remark manySources(int index, Connection connection) {
    return Remark.of(
        FindingCode.MANY_SOURCES,
        new Location.OfConnection(index),
        "The input "
            + Quote.of(connection.targetPort())
            + " of node "
            + Quote.of(connection.targetNode())
            + " has several sources, of which only one can be used");
  }

  private static Remark fanOut(int index, Connection connection) {
    return Remark.of(
        FindingCode.EXEC_FAN_OUT,
        new Location.OfConnection(index),
        "Execution continues in several nodes after the output "
            + Quote.of(connection.sourcePort())
            + " of node "
            + Quote.of(connection.sourceNode())
            + "; a ForkNode makes that explicit");
  }

  private static boolean isData(List<Port> inputs, String name) {
    Optional<Port> known = inputs.stream().filter(port -> port.name().equals(name)).findFirst();
    return known.isPresent() && !known.get().isExec();
  }
}
