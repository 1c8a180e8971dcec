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

  private static final int LEAST_MEMORY = 1 << 6;
  private static final int MOST_MEMORY = 1 << 12;

  private final Reporter reporter;
  private final GraphIndex graph;
  private final TypeTable types;
  private final Locator locator;
  private final Answers outputs;
  private final Answers inputs;

  /** The ports found last, by type and name; documents have a few distinct pairs for each type. */
  private static final class Answers {
    final long[] asked;
    final @Nullable Optional<Port>[] ports;

    Answers(int size) {
      asked = new long[size];
      ports = emptyPorts(size);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays can only be created raw
    private static @Nullable Optional<Port>[] emptyPorts(int size) {
      return new Optional[size];
    }

    int slotOf(long pair) {
      return (int) ((pair * 0x9E3779B97F4A7C15L) >>> (Integer.SIZE + 16)) & (asked.length - 1);
    }
  }

  PortChecks(Reporter reporter, GraphIndex graph, TypeTable types, Locator locator) {
    this.reporter = reporter;
    this.graph = graph;
    this.types = types;
    this.locator = locator;
    int pairs = Integer.highestOneBit(graph.typeCount() + 1) << 2;
    int memory = Math.min(Math.max(pairs, LEAST_MEMORY), MOST_MEMORY);
    outputs = new Answers(memory);
    inputs = new Answers(memory);
  }

  /** Checks the ports of an edge at the nodes that exist. */
  void check(int edge) {
    int source = graph.source(edge);
    int target = graph.target(edge);
    Optional<Port> from = port(graph.sourcePortNumber(edge), source, true);
    Optional<Port> to = port(graph.targetPortNumber(edge), target, false);
    if (source >= 0 && from.isEmpty()) {
      reportUnknown(graph.sourcePort(edge), source, true, edge);
    }
    if (target >= 0 && to.isEmpty()) {
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

  private Optional<Port> port(int number, int node, boolean output) {
    if (number < 0 || node < 0) {
      return Optional.empty();
    }
    long asked = (long) graph.typeNumber(node) << Integer.SIZE | number;
    Answers answers = output ? outputs : inputs;
    int slot = answers.slotOf(asked);
    Optional<Port> answer = answers.ports[slot];
    if (answer != null && answers.asked[slot] == asked) {
      return answer;
    }
    NodeType type = graph.type(node);
    String port = graph.port(number);
    Optional<Port> known = output ? type.output(port) : type.input(port);
    if (type.dynamicPorts().isEmpty()) {
      answers.asked[slot] = asked;
      answers.ports[slot] = known;
      return known;
    }
    if (known.isPresent()) {
      return known;
    }
    return named(port, ports(node, output));
  }

  private static Optional<Port> named(String name, List<Port> ports) {
    for (int i = 0; i < ports.size(); i++) { // about a hundred ports per connection
      if (ports.get(i).name().equals(name)) {
        return Optional.of(ports.get(i));
      }
    }
    return Optional.empty();
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
    List<Port> names = ports(node, output);
    return Finding.at(
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
                + Quote.of(port),
        reporter
            .suggestions()
            .of(
                FindingCode.UNKNOWN_PORT,
                type.name() + (output ? " output" : " input"),
                port,
                () -> names.stream().map(Port::name).toList()));
  }
}
