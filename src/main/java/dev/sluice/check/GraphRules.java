package dev.sluice.check;

import dev.sluice.digraph.Adjacency;
import dev.sluice.digraph.CycleFinder;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Place;
import dev.sluice.record.Locator;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import dev.sluice.types.PortRules;
import dev.sluice.types.TypeTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the whole graph, checked at the end of the document on the graph as written; linear
 * in nodes and edges, without recursion.
 */
final class GraphRules {

  private final Reporter reporter;
  private final GraphIndex graph;
  private final TypeTable types;
  private final Locator locator;
  private final int[] sources;
  private final int[] targets;

  /** All edges between nodes, once they are needed. */
  private @Nullable Adjacency all;

  /* The node whose place was asked for last: a node may lack several values. */
  private int latestNode = -1;
  private RecordLocation latestLocation = new RecordLocation("", "", -1, 0);
  private Supplier<String> latestPointer = () -> "";
  private @Nullable Place latestPlace;

  /** All ids, after the first search for names similar to an unknown one. */
  private @Nullable List<String> ids;

  /**
   * The rules for one graph.
   *
   * @param types the types of the load
   * @param locator the places of records
   */
  GraphRules(Reporter reporter, GraphIndex graph, TypeTable types, Locator locator) {
    this.reporter = reporter;
    this.graph = graph;
    this.types = types;
    this.locator = locator;
    this.sources = new int[graph.edgeCount()];
    this.targets = new int[graph.edgeCount()];
  }

  /**
   * Checks the graph.
   *
   * @param runs whether the workflow runs as it is; others, such as subflows, get their values
   *     where they are used
   */
  void check(boolean runs) {
    checkEdges();
    if (graph.nodeCount() > 0) {
      checkOwnIds();
      checkCycles();
      if (graph.isComplete()) {
        checkReachability();
      }
      if (runs && graph.hasAllEdges()) {
        checkLacking();
      }
    }
  }

  private void checkEdges() {
    PortChecks ports = new PortChecks(reporter, graph, types, locator);
    EdgeSet seen = new EdgeSet(graph);
    boolean hasNodes = graph.hasNodes();
    for (int edge = 0; edge < sources.length; edge++) {
      int source = graph.source(edge);
      int target = graph.target(edge);
      sources[edge] = source;
      targets[edge] = target;
      if (source < 0 && !graph.isSourceFaulty(edge)) {
        reportOrphan(edge, "source", graph.sourceId(edge));
      }
      if (target < 0 && !graph.isTargetFaulty(edge)) {
        reportOrphan(edge, "target", graph.targetId(edge));
      }
      ports.check(edge);
      if (hasNodes && graph.isSelfEdge(edge)) {
        String self = String.valueOf(graph.sourceId(edge));
        report(
            FindingCode.SELF_CONNECTION,
            edge,
            () -> "Node " + Quote.of(self) + " is connected to itself");
      }
      if (hasNodes && !graph.isFaulty(edge) && !seen.add(edge)) {
        report(
            FindingCode.DUPLICATE_CONNECTION,
            edge,
            () -> "The connection is a duplicate of an earlier one");
      }
    }
  }

  /** Reports the values that nodes lack and no edge supplies. */
  private void checkLacking() {
    int count = graph.lackingCount();
    if (count == 0) {
      return;
    }
    BitSet lackingNodes = new BitSet(graph.nodeCount());
    long[] keys = new long[count];
    for (int lacking = 0; lacking < count; lacking++) {
      keys[lacking] = graph.lackingKey(lacking);
      if (graph.lackingNode(lacking) >= 0) {
        lackingNodes.set(graph.lackingNode(lacking));
      }
    }
    Arrays.sort(keys);
    BitSet supplied = new BitSet(count);
    for (int edge = 0; edge < sources.length; edge++) {
      if (targets[edge] >= 0 && lackingNodes.get(targets[edge])) {
        int at = Arrays.binarySearch(keys, graph.targetKey(edge));
        if (at >= 0) {
          supplied.set(at);
        }
      }
    }
    boolean anySupplied = !supplied.isEmpty();
    for (int lacking = 0; lacking < count; lacking++) {
      int node = graph.lackingNode(lacking);
      if (node >= 0
          && !(anySupplied && supplied.get(Arrays.binarySearch(keys, graph.lackingKey(lacking))))) {
        reportLacking(node, graph.lackingPort(lacking));
      }
    }
  }

  private void reportLacking(int node, String name) {
    lookAt(node);
    if (reporter.wants(FindingCode.MISSING_CONFIG_VALUE, latestLocation.offset())) {
      // a type's needed keys are in the order of these messages
      reporter.reportNext(lacking(graph.type(node), name, place(node), latestPointer));
    }
  }

  /** A finding that keeps neither the graph nor these rules. */
  private static Finding lacking(
      NodeType type, String name, Place place, Supplier<String> pointer) {
    return Finding.at(
        FindingCode.MISSING_CONFIG_VALUE,
        place,
        pointer,
        () -> "The type " + Quote.of(type.name()) + " requires a value for " + Quote.of(name),
        () ->
            Optional.of(
                type.input(name).isPresent()
                    ? "Set it in the config, or connect the input " + Quote.of(name)
                    : "Set it in the config"));
  }

  private void reportOrphan(int edge, String end, @Nullable String id) {
    if (id == null) {
      report(
          FindingCode.ORPHANED_CONNECTION, edge, () -> "The connection's " + end + " node is null");
      return;
    }
    if (graph.contains(id)) {
      return; // the node has already been reported
    }
    reporter.report(
        FindingCode.ORPHANED_CONNECTION,
        graph.edgeAt(edge).offset(),
        () ->
            reporter
                .suggestions()
                .suggest(
                    finding(
                        FindingCode.ORPHANED_CONNECTION,
                        edge,
                        () ->
                            "The connection's "
                                + end
                                + " node "
                                + Quote.of(id)
                                + " does not exist"),
                    "",
                    id,
                    nodeIds()));
  }

  /** Supplies all ids; does not keep a reference to the graph. */
  private Supplier<List<String>> nodeIds() {
    List<String> known = ids;
    List<String> all = known == null ? graph.ids() : known;
    ids = all;
    return () -> all;
  }

  /** Checks for ids that several nodes have as their own although their keys differ. */
  private void checkOwnIds() {
    if (!graph.hasOtherIds()) {
      return;
    }
    Map<String, Integer> owners = new HashMap<>();
    for (int node = 0; node < graph.nodeCount(); node++) {
      String id = graph.ownId(node);
      Integer first = id == null ? null : owners.putIfAbsent(id, node);
      if (id != null && first != null) {
        String other = graph.id(first);
        reporter.report(
            Finding.at(
                FindingCode.DUPLICATE_NODE_ID,
                place(node),
                graph.nodeAt(node)::pointer,
                () ->
                    "The node's id "
                        + Quote.of(id)
                        + " is also the id of node "
                        + Quote.of(other)));
      }
    }
  }

  private void checkCycles() {
    for (int[] cycle : CycleFinder.find(execEdges())) {
      reportCycle(cycle);
    }
  }

  /** The edges that pass execution on; in many workflows these are all edges. */
  private Adjacency execEdges() {
    int[] execTargets = targets.clone();
    boolean[] isExec = graph.portsThat(PortRules::isExecPort);
    int others = 0;
    for (int i = 0; i < execTargets.length; i++) {
      int port = graph.sourcePortNumber(i);
      if (port < 0 || !isExec[port]) {
        execTargets[i] = -1;
        others++;
      }
    }
    return others == 0 ? allEdges() : adjacency(execTargets);
  }

  private Adjacency allEdges() {
    Adjacency edges = all;
    if (edges == null) {
      edges = adjacency(targets);
      all = edges;
    }
    return edges;
  }

  private Adjacency adjacency(int[] ends) {
    return new Adjacency(graph.nodeCount(), sources, ends, sources.length);
  }

  private void reportCycle(int[] cycle) {
    List<String> ids = new ArrayList<>();
    List<RecordLocation> records = new ArrayList<>();
    int first = Integer.MAX_VALUE;
    for (int edge : cycle) {
      ids.add(graph.id(sources[edge]));
      records.add(graph.nodeAt(sources[edge]));
      first = Math.min(first, edge);
    }
    reporter.report(
        finding(
                FindingCode.CIRCULAR_DEPENDENCY,
                first,
                () ->
                    "Execution can loop for ever: "
                        + quoted(ids, " -> ")
                        + " -> "
                        + Quote.of(ids.get(0)))
            .relating(() -> records.stream().map(RecordLocation::pointer).toList()));
  }

  private void checkReachability() {
    int[] entries = entries();
    if (entries.length > 0) {
      reportUnreached(allEdges().reachedFrom(entries));
    }
  }

  private int[] entries() {
    int count = graph.nodeCount();
    boolean[] leaves = new boolean[count];
    boolean[] entered = new boolean[count];
    boolean[] isExecInput = graph.portsThat(PortRules::isExecInputPort);
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] >= 0) {
        leaves[sources[i]] = true;
      }
      int port = graph.targetPortNumber(i);
      if (targets[i] >= 0 && port >= 0 && isExecInput[port]) {
        entered[targets[i]] = true;
      }
    }
    int start = graph.typeNumber(NodeType.START);
    int autoStart = graph.numberOf(NodeDefinition.AUTO_START);
    int[] entries = new int[count];
    int found = 0;
    for (int node = 0; node < count; node++) {
      if (graph.typeNumber(node) == start
          || node == autoStart
          || (leaves[node] && !entered[node] && !graph.isHidden(node))) {
        entries[found++] = node;
      }
    }
    return Arrays.copyOf(entries, found);
  }

  private void reportUnreached(BitSet reached) {
    int count = graph.nodeCount();
    if (reached.nextClearBit(0) >= count) {
      return;
    }
    int[] missed =
        IntStream.range(0, count)
            .filter(node -> !reached.get(node) && !graph.isHidden(node))
            .toArray();
    if (missed.length == 0) {
      return;
    }
    List<String> ids = Arrays.stream(missed).mapToObj(graph::id).toList();
    RecordLocations records = graph.nodeLocations();
    reporter.report(
        Finding.at(
                FindingCode.UNREACHABLE_NODES,
                place(missed[0]),
                graph.nodeAt(missed[0])::pointer,
                () ->
                    "No entry point leads to "
                        + (ids.size() == 1 ? "node " : Quantity.of(ids.size(), "node") + ": ")
                        + quoted(ids, ", "))
            .relating(() -> records.pointers(missed, ids)));
  }

  private void report(FindingCode code, int edge, Supplier<String> message) {
    reporter.report(code, graph.edgeAt(edge).offset(), () -> finding(code, edge, message));
  }

  /** A finding about an edge; it keeps the objects that the supplier of its message refers to. */
  private Finding finding(FindingCode code, int edge, Supplier<String> message) {
    RecordLocation at = graph.edgeAt(edge);
    return Finding.at(code, locator.place(at.offset()), at::pointer, message);
  }

  private static String quoted(List<String> ids, String between) {
    return ids.stream().map(Quote::of).collect(Collectors.joining(between));
  }

  private void lookAt(int node) {
    if (node != latestNode) {
      latestNode = node;
      latestLocation = graph.nodeAt(node);
      latestPointer = latestLocation::pointer;
      latestPlace = null;
    }
  }

  private Place place(int node) {
    lookAt(node);
    Place place = latestPlace;
    if (place == null) {
      RecordLocation at = latestLocation;
      place = at.isElement() ? locator.place(at.offset()) : locator.placeOfValue(at.offset());
      latestPlace = place;
    }
    return place;
  }
}
