package dev.sluice.check;

import dev.sluice.check.GraphIndex.EdgeAt;
import dev.sluice.check.GraphIndex.NodeAt;
import dev.sluice.error.Quote;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.record.EdgeEnds;
import dev.sluice.record.Locator;
import dev.sluice.registry.PortRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the graph as a whole, computed at the end of the document on what it says, before
 * anything is added; linear in nodes and edges, without recursion.
 */
final class GraphRules {

  private final Reporter reporter;
  private final GraphIndex graph;
  private final Locator locator;
  private final int[] sources;
  private final int[] targets;

  /**
   * The rules for one graph.
   *
   * @param locator places of records
   */
  GraphRules(Reporter reporter, GraphIndex graph, Locator locator) {
    this.reporter = reporter;
    this.graph = graph;
    this.locator = locator;
    this.sources = new int[graph.edges().size()];
    this.targets = new int[graph.edges().size()];
  }

  void check() {
    checkEdges();
    if (!graph.nodes().isEmpty()) {
      checkOwnIds();
      checkCycles();
      if (graph.isComplete()) {
        checkReachability();
      }
    }
  }

  private void checkEdges() {
    PortChecks ports = new PortChecks(reporter, locator);
    Set<EdgeEnds> seen = new HashSet<>();
    boolean hasNodes = !graph.nodes().isEmpty();
    int number = 0;
    for (EdgeAt edge : graph.edges()) {
      int source = graph.numberOf(edge.ends().sourceNode());
      int target = graph.numberOf(edge.ends().targetNode());
      sources[number] = source;
      targets[number++] = target;
      if (source < 0) {
        reportOrphan(edge, "source", edge.ends().sourceNode());
      }
      if (target < 0) {
        reportOrphan(edge, "target", edge.ends().targetNode());
      }
      if (source >= 0 && target >= 0) {
        ports.check(edge, graph.nodes().get(source), graph.nodes().get(target));
        if (source == target) {
          report(
              FindingCode.SELF_CONNECTION,
              "The connection leads from node "
                  + Quote.of(graph.nodes().get(source).id())
                  + " to itself",
              edge);
        }
      }
      if (hasNodes && !seen.add(ends(edge))) {
        report(
            FindingCode.DUPLICATE_CONNECTION, "The same connection is there more than once", edge);
      }
    }
  }

  /** What two connections have in common that are the same, however they are spelled. */
  private static EdgeEnds ends(EdgeAt edge) {
    EdgeEnds ends = edge.ends();
    return ends.canonical()
        ? ends
        : new EdgeEnds(
            ends.sourceNode(), ends.sourcePort(), ends.targetNode(), ends.targetPort(), true);
  }

  private void reportOrphan(EdgeAt edge, String end, @Nullable Object id) {
    if (id instanceof String present && graph.contains(present)) {
      return; // what is wrong with that node has been said
    }
    if (!(id instanceof String text)) {
      report(FindingCode.ORPHANED_CONNECTION, "The connection's " + end + " node is null", edge);
      return;
    }
    Finding finding =
        finding(
            FindingCode.ORPHANED_CONNECTION,
            "The connection's " + end + " node " + Quote.of(text) + " does not exist",
            edge);
    reporter.report(reporter.suggestions().suggest(finding, "", text, graph::ids));
  }

  /** Ids that several nodes claim as their own, though their keys differ. */
  private void checkOwnIds() {
    if (areOwnIdsTheirKeys()) {
      return;
    }
    Map<String, NodeAt> owners = new HashMap<>();
    for (NodeAt node : graph.nodes()) {
      if (node.ownId() instanceof String id) {
        NodeAt first = owners.putIfAbsent(id, node);
        if (first != null) {
          reporter.report(
              Finding.at(
                  FindingCode.DUPLICATE_NODE_ID,
                  "The node's id "
                      + Quote.of(id)
                      + " is that of node "
                      + Quote.of(first.id())
                      + " too",
                  node.at().pointer(),
                  place(node)));
        }
      }
    }
  }

  private boolean areOwnIdsTheirKeys() {
    for (NodeAt node : graph.nodes()) {
      if (node.ownId() instanceof String id && !id.equals(node.id())) {
        return false;
      }
    }
    return true;
  }

  private void checkCycles() {
    int[] execTargets = targets.clone();
    for (int i = 0; i < execTargets.length; i++) {
      Object port = graph.edges().get(i).ends().sourcePort();
      if (!(port instanceof String name) || !PortRules.isExecPort(name)) {
        execTargets[i] = -1;
      }
    }
    Adjacency exec = adjacency(execTargets);
    for (int[] cycle : CycleFinder.find(exec)) {
      reportCycle(cycle);
    }
  }

  private Adjacency adjacency(int[] ends) {
    return new Adjacency(graph.nodes().size(), sources, ends, sources.length);
  }

  private void reportCycle(int[] cycle) {
    List<NodeAt> nodes = new ArrayList<>();
    int first = Integer.MAX_VALUE;
    for (int edge : cycle) {
      nodes.add(graph.nodes().get(sources[edge]));
      first = Math.min(first, edge);
    }
    String way =
        nodes.stream().map(node -> Quote.of(node.id())).collect(Collectors.joining(" -> "));
    reporter.report(
        finding(
                FindingCode.CIRCULAR_DEPENDENCY,
                "Execution runs in a circle: " + way + " -> " + Quote.of(nodes.get(0).id()),
                graph.edges().get(first))
            .relating(nodes.stream().map(node -> node.at().pointer()).toList()));
  }

  private void checkReachability() {
    int count = graph.nodes().size();
    boolean[] reached = new boolean[count];
    int[] queue = new int[count];
    int tail = 0;
    boolean[] isEntry = entries();
    for (int node = 0; node < count; node++) {
      if (isEntry[node]) {
        reached[node] = true;
        queue[tail++] = node;
      }
    }
    if (tail == 0) {
      return;
    }
    Adjacency all = adjacency(targets);
    for (int head = 0; head < tail; head++) {
      for (int slot = all.from(queue[head]); slot < all.to(queue[head]); slot++) {
        int next = all.target(slot);
        if (!reached[next]) {
          reached[next] = true;
          queue[tail++] = next;
        }
      }
    }
    reportUnreached(reached);
  }

  private boolean[] entries() {
    int count = graph.nodes().size();
    boolean[] leaves = new boolean[count];
    boolean[] entered = new boolean[count];
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] >= 0) {
        leaves[sources[i]] = true;
      }
      Object port = graph.edges().get(i).ends().targetPort();
      if (targets[i] >= 0 && port instanceof String name && PortRules.isExecInputPort(name)) {
        entered[targets[i]] = true;
      }
    }
    boolean[] isEntry = new boolean[count];
    for (int node = 0; node < count; node++) {
      NodeAt at = graph.nodes().get(node);
      isEntry[node] =
          at.declaredType().equals("StartNode")
              || at.id().equals("__auto_start__")
              || (!at.id().startsWith("__") && leaves[node] && !entered[node]);
    }
    return isEntry;
  }

  private void reportUnreached(boolean[] reached) {
    List<NodeAt> missed = new ArrayList<>();
    for (int node = 0; node < reached.length; node++) {
      if (!reached[node] && !graph.nodes().get(node).id().startsWith("__")) {
        missed.add(graph.nodes().get(node));
      }
    }
    if (missed.isEmpty()) {
      return;
    }
    String names = missed.stream().map(n -> Quote.of(n.id())).collect(Collectors.joining(", "));
    reporter.report(
        Finding.at(
                FindingCode.UNREACHABLE_NODES,
                "No entry point leads to "
                    + (missed.size() == 1 ? "node " : missed.size() + " nodes: ")
                    + names,
                missed.get(0).at().pointer(),
                place(missed.get(0)))
            .relating(missed.stream().map(node -> node.at().pointer()).toList()));
  }

  private void report(FindingCode code, String message, EdgeAt edge) {
    reporter.report(finding(code, message, edge));
  }

  private Finding finding(FindingCode code, String message, EdgeAt edge) {
    return Finding.at(code, message, edge.at().pointer(), locator.place(edge.at().offset()));
  }

  private Place place(NodeAt node) {
    return node.at().isElement()
        ? locator.place(node.at().offset())
        : locator.placeOfValue(node.at().offset());
  }
}
