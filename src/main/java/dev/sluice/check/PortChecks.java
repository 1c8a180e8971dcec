package dev.sluice.check;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.record.Locator;
import dev.sluice.text.Quote;
import dev.sluice.types.PortRules;
import dev.sluice.types.TypeTable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules for the ports that connections name. */
final class PortChecks {

  private static final int MEMORY = 1 << 6;

  private final Reporter reporter;
  private final GraphIndex graph;
  private final TypeTable types;
  private final Locator locator;
  private final Answers outputs = new Answers();
  private final Answers inputs = new Answers();

  /** The ports found last, by type and name; documents have few distinct pairs. */
  private static final class Answers {
    final long[] asked = new long[MEMORY];
    final @Nullable Optional<Port>[] ports = emptyPorts();

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays can only be created raw
    private static @Nullable Optional<Port>[] emptyPorts() {
      return new Optional[MEMORY];
    }
  }

  PortChecks(Reporter reporter, GraphIndex graph, TypeTable types, Locator locator) {
    this.reporter = reporter;
    this.graph = graph;
    this.types = types;
    this.locator = locator;
  }

  /** Checks both ports of an edge whose nodes exist. */
  void check(int edge) {
    int source = graph.source(edge);
    int target = graph.target(edge);
    Optional<Port> from = port(graph.sourcePort(edge), graph.sourcePortNumber(edge), source, true);
    Optional<Port> to = port(graph.targetPort(edge), graph.targetPortNumber(edge), target, false);
    if (from.isEmpty()) {
      reportUnknown(graph.sourcePort(edge), source, true, edge);
    }
    if (to.isEmpty()) {
      reportUnknown(graph.targetPort(edge), target, false, edge);
    }
    if (from.isPresent() && to.isPresent() && !PortRules.connectable(from.get(), to.get())) {
      reporter.report(
          Finding.at(
              FindingCode.PORT_TYPE_MISMATCH,
              locator.place(graph.edgeAt(edge).offset()),
              graph.edgeAt(edge)::pointer,
              () -> mismatch(from.get(), to.get())));
    }
  }

  private static String mismatch(Port from, Port to) {
    return "The output "
        + Quote.of(from.name())
        + " has type "
        + from.dataType()
        + ", but the input "
        + Quote.of(to.name())
        + " expects "
        + to.dataType();
  }

  private Optional<Port> port(@Nullable String port, int number, int node, boolean output) {
    if (port == null) {
      return Optional.empty();
    }
    long asked = (long) graph.typeNumber(node) << Integer.SIZE | number;
    int slot = (int) (asked ^ asked >>> (Integer.SIZE - 4)) & (MEMORY - 1);
    Answers answers = output ? outputs : inputs;
    Optional<Port> answer = answers.ports[slot];
    if (answer != null && answers.asked[slot] == asked) {
      return answer;
    }
    NodeType type = graph.type(node);
    Optional<Port> known = output ? type.output(port) : type.input(port);
    if (type.dynamicPorts().isEmpty()) {
      answers.asked[slot] = asked;
      answers.ports[slot] = known;
      return known;
    }
    if (known.isPresent()) {
      return known;
    }
    return ports(node, output).stream().filter(p -> p.name().equals(port)).findFirst();
  }

  private List<Port> ports(int node, boolean output) {
    NodeType type = graph.type(node);
    return output
        ? types.outputs(type, graph.config(node))
        : types.inputs(type, graph.config(node));
  }

  private void reportUnknown(@Nullable String port, int node, boolean output, int edge) {
    NodeType type = graph.type(node);
    if (port == null || type.openPorts() || !type.dynamicPorts().isEmpty()) {
      return;
    }
    reporter.report(
        FindingCode.UNKNOWN_PORT,
        graph.edgeAt(edge).offset(),
        () -> unknown(port, node, output, edge));
  }

  private Finding unknown(String port, int node, boolean output, int edge) {
    NodeType type = graph.type(node);
    String id = graph.id(node);
    RecordLocation at = graph.edgeAt(edge);
    Finding finding =
        Finding.at(
            FindingCode.UNKNOWN_PORT,
            locator.place(at.offset()),
            at::pointer,
            () ->
                "The type "
                    + Quote.of(type.name())
                    + " of node "
                    + Quote.of(id)
                    + " has no "
                    + (output ? "output " : "input ")
                    + Quote.of(port));
    List<Port> names = ports(node, output);
    return reporter
        .suggestions()
        .suggest(
            finding,
            type.name() + (output ? " output" : " input"),
            port,
            () -> names.stream().map(Port::name).toList());
  }
}
