package dev.sluice.check;

import dev.sluice.check.GraphIndex.EdgeAt;
import dev.sluice.check.GraphIndex.NodeAt;
import dev.sluice.error.Quote;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.record.Locator;
import dev.sluice.registry.ConfiguredPorts;
import dev.sluice.registry.PortRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules for the ports that connections name. */
final class PortChecks {

  private final Reporter reporter;
  private final Locator locator;

  PortChecks(Reporter reporter, Locator locator) {
    this.reporter = reporter;
    this.locator = locator;
  }

  /** Checks both ports of an edge whose nodes exist. */
  void check(EdgeAt edge, NodeAt source, NodeAt target) {
    Optional<Port> from = port(edge.ends().sourcePort(), source, true);
    Optional<Port> to = port(edge.ends().targetPort(), target, false);
    if (from.isEmpty()) {
      reportUnknown(edge.ends().sourcePort(), source, true, edge);
    }
    if (to.isEmpty()) {
      reportUnknown(edge.ends().targetPort(), target, false, edge);
    }
    if (from.isPresent() && to.isPresent() && !PortRules.connectable(from.get(), to.get())) {
      reporter.report(
          Finding.at(
              FindingCode.PORT_TYPE_MISMATCH,
              "The output "
                  + Quote.of(from.get().name())
                  + " gives "
                  + from.get().dataType()
                  + ", but the input "
                  + Quote.of(to.get().name())
                  + " takes "
                  + to.get().dataType(),
              edge.at().pointer(),
              locator.place(edge.at().offset())));
    }
  }

  private static Optional<Port> port(@Nullable Object name, NodeAt node, boolean output) {
    if (!(name instanceof String port)) {
      return Optional.empty();
    }
    NodeType type = node.type().type();
    Optional<Port> known = output ? type.output(port) : type.input(port);
    if (known.isPresent() || type.dynamicPorts().isEmpty()) {
      return known;
    }
    return ports(node, output).stream().filter(p -> p.name().equals(port)).findFirst();
  }

  private static List<Port> ports(NodeAt node, boolean output) {
    NodeType type = node.type().type();
    return output
        ? ConfiguredPorts.outputs(type, node.config())
        : ConfiguredPorts.inputs(type, node.config());
  }

  private void reportUnknown(@Nullable Object name, NodeAt node, boolean output, EdgeAt edge) {
    NodeType type = node.type().type();
    if (!(name instanceof String port) || type.openPorts() || !type.dynamicPorts().isEmpty()) {
      return;
    }
    Finding finding =
        Finding.at(
            FindingCode.UNKNOWN_PORT,
            "The type "
                + Quote.of(type.name())
                + " of node "
                + Quote.of(node.id())
                + " has no "
                + (output ? "output " : "input ")
                + Quote.of(port),
            edge.at().pointer(),
            locator.place(edge.at().offset()));
    reporter.report(
        reporter
            .suggestions()
            .suggest(
                finding,
                type.name() + (output ? " output" : " input"),
                port,
                () -> ports(node, output).stream().map(Port::name).toList()));
  }
}
