package dev.sluice.graph;

import dev.sluice.digraph.Adjacency;
import dev.sluice.digraph.CycleFinder;
import dev.sluice.digraph.DepthFirstOrder;
import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.text.Quantity;
import dev.sluice.value.Elements;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The nodes and connections of a definition as a directed graph; immutable and thread-safe.
 *
 * <p>Connections with an end that does not exist are not part of the graph; {@link #dangling()} has
 * them. A connection is an <i>exec</i> connection if its source port is an exec port: as declared
 * by the source, or else as declared for the target port by the target, or else by its name. All
 * others carry data.
 *
 * <p>All results are unmodifiable. Nodes and connections in them are in document order unless
 * stated otherwise. Questions about an id that the graph does not have give empty results. Building
 * a graph takes time linear in nodes and connections, and about 32 bytes for a connection. Each
 * answer takes time linear in its own size, apart from orders, cycles, entry points, reachability
 * and subgraphs, which take time linear in the graph.
 */
public final class WorkflowGraph {

  private final List<NodeDefinition> nodes;
  private final Map<String, Integer> numbers;
  private final List<Connection> connections;
  private final List<Connection> dangling;
  private final EdgeColumns edges;

  /**
   * Nodes in an order that respects connections, and the cycles that prevent a perfect order.
   *
   * @param nodes each node comes after the sources of its connections, except for connections that
   *     are part of a cycle
   * @param cycles a shortest cycle for each part of the graph that has cycles, as its connections
   *     from node to node; empty if there is none
   */
  public record Order(List<NodeDefinition> nodes, List<List<Connection>> cycles) {

    /** Copies the lists. */
    public Order {
      nodes = Elements.listOf(nodes, "nodes");
      Elements.requireNoNull(cycles, "cycles");
      cycles = cycles.stream().map(List::copyOf).toList();
    }

    /** Whether each node comes after the sources of all its connections. */
    public boolean isAcyclic() {
      return cycles.isEmpty();
    }
  }

  private WorkflowGraph(Collection<NodeDefinition> nodes, List<Connection> all) {
    this.nodes = List.copyOf(nodes);
    numbers = new HashMap<>();
    for (NodeDefinition node : this.nodes) {
      numbers.put(node.id(), numbers.size());
    }
    List<Connection> inside = new ArrayList<>(all.size());
    List<Connection> outside = new ArrayList<>();
    for (Connection edge : all) {
      (contains(edge.sourceNode()) && contains(edge.targetNode()) ? inside : outside).add(edge);
    }
    connections = List.copyOf(inside);
    dangling = List.copyOf(outside);
    edges = new EdgeColumns(this.nodes, numbers, connections);
  }

  /** The graph of a definition, including a start node that the loader added. */
  public static WorkflowGraph of(WorkflowDefinition definition) {
    return new WorkflowGraph(definition.nodes().values(), definition.connections());
  }

  private boolean contains(String id) {
    return numbers.containsKey(id);
  }

  /** All nodes. */
  public List<NodeDefinition> nodes() {
    return nodes;
  }

  /** The node with this id. */
  public Optional<NodeDefinition> node(String id) {
    Integer number = numbers.get(id);
    return number == null ? Optional.empty() : Optional.of(nodes.get(number));
  }

  /** The connections between nodes of the graph. */
  public List<Connection> connections() {
    return connections;
  }

  /** The connections of the definition that have an end without a node. */
  public List<Connection> dangling() {
    return dangling;
  }

  /** The connections into a node. */
  public List<Connection> incoming(String id) {
    return all(edges.incoming(), id);
  }

  /** The connections into one input of a node. */
  public List<Connection> incoming(String id, String input) {
    return at(edges.incoming(), id, input);
  }

  /** The connections out of a node. */
  public List<Connection> outgoing(String id) {
    return all(edges.outgoing(), id);
  }

  /** The connections out of one output of a node. */
  public List<Connection> outgoing(String id, String output) {
    return at(edges.outgoing(), id, output);
  }

  private List<Connection> all(Incidence side, String id) {
    Integer node = numbers.get(id);
    return node == null
        ? List.of()
        : IntStream.range(0, side.count(node))
            .mapToObj(position -> connections.get(side.edge(node, position)))
            .toList();
  }

  private List<Connection> at(Incidence side, String id, String port) {
    return IntStream.of(numbersAt(side, id, port)).mapToObj(connections::get).toList();
  }

  private int[] numbersAt(Incidence side, String id, String port) {
    Integer node = numbers.get(id);
    int name = edges.port(port);
    return node == null || name < 0 ? new int[0] : side.edges(node, name);
  }

  /** The nodes that the exec connections out of a node lead to, each once. */
  public List<NodeDefinition> execSuccessors(String id) {
    Integer node = numbers.get(id);
    return node == null
        ? List.of()
        : execTargets(
            IntStream.range(0, edges.outgoing().count(node))
                .map(position -> edges.outgoing().edge(node, position)));
  }

  /** The nodes that the exec connections out of one output of a node lead to, each once. */
  public List<NodeDefinition> execSuccessors(String id, String output) {
    return execTargets(IntStream.of(numbersAt(edges.outgoing(), id, output)));
  }

  private List<NodeDefinition> execTargets(IntStream from) {
    return from.filter(edges::isExec).map(edges::target).distinct().mapToObj(nodes::get).toList();
  }

  /**
   * The connection that supplies the value of a data input; empty if none does. If several lead to
   * the input, it is the last of them, because CasareRPA transfers their values in document order.
   */
  public Optional<Connection> dataSource(String id, String input) {
    int[] into = numbersAt(edges.incoming(), id, input);
    return IntStream.of(into)
        .filter(edge -> !edges.isExec(edge))
        .reduce((first, second) -> second)
        .stream()
        .mapToObj(connections::get)
        .findFirst();
  }

  /**
   * The nodes at which execution can begin: start nodes, the start node that the loader added, and
   * nodes with exec connections out of them but none into them, such as triggers. Other nodes whose
   * ids begin with {@code __} are omitted.
   */
  public List<NodeDefinition> entryPoints() {
    return entries().mapToObj(nodes::get).toList();
  }

  private IntStream entries() {
    BitSet leads = new BitSet();
    BitSet entered = new BitSet();
    for (int edge = 0; edge < connections.size(); edge++) {
      if (edges.isExec(edge)) {
        leads.set(edges.source(edge));
        entered.set(edges.target(edge));
      }
    }
    return IntStream.range(0, nodes.size())
        .filter(
            number -> {
              NodeDefinition node = nodes.get(number);
              return node.type().name().equals(NodeType.START)
                  || node.id().equals(NodeDefinition.AUTO_START)
                  || (leads.get(number) && !entered.get(number) && !node.id().startsWith("__"));
            });
  }

  /**
   * All nodes, each after the sources of its connections, except for connections within a cycle.
   * Nodes whose order no connection determines keep the order of the document.
   */
  public Order topologicalOrder() {
    IntStream all = IntStream.range(0, nodes.size());
    IntStream first = IntStream.range(0, nodes.size()).filter(n -> edges.incoming().count(n) == 0);
    return order(edge -> true, IntStream.concat(IntStream.concat(all, first), entries()));
  }

  private Order order(IntPredicate kept, IntStream roots) {
    Adjacency graph = edges.adjacency(kept);
    return new Order(
        IntStream.of(DepthFirstOrder.from(graph, roots.toArray())).mapToObj(nodes::get).toList(),
        CycleFinder.find(graph).stream()
            .map(cycle -> IntStream.of(cycle).mapToObj(connections::get).toList())
            .toList());
  }

  /**
   * The nodes that execution can reach from the entry points along exec connections, and the nodes
   * without exec inputs that supply data to them; each after the sources of its connections, except
   * for connections within a cycle. All branches of a decision are included. The body of a loop
   * comes before the nodes that follow the loop if its connection comes first in the document.
   */
  public Order executionOrder() {
    int[] entries = entries().toArray();
    BitSet included = edges.adjacency(edges::isExec).reachedFrom(entries);
    BitSet suppliers = suppliersOf(included);
    included.or(suppliers);
    return order(
        edge -> included.get(edges.source(edge)) && included.get(edges.target(edge)),
        IntStream.concat(suppliers.stream(), IntStream.of(entries)));
  }

  private BitSet suppliersOf(BitSet executed) {
    int[] queue = new int[nodes.size()];
    int tail = 0;
    for (int node = executed.nextSetBit(0); node >= 0; node = executed.nextSetBit(node + 1)) {
      queue[tail++] = node;
    }
    BitSet suppliers = new BitSet();
    for (int head = 0; head < tail; head++) {
      Incidence incoming = edges.incoming();
      for (int i = 0; i < incoming.count(queue[head]); i++) {
        int source = edges.source(incoming.edge(queue[head], i));
        if (!executed.get(source)
            && !suppliers.get(source)
            && nodes.get(source).inputs().stream().noneMatch(Port::isExec)) {
          suppliers.set(source);
          queue[tail++] = source;
        }
      }
    }
    return suppliers;
  }

  /**
   * The ids of these nodes and of all nodes to which exec and data connections lead from them, in
   * document order.
   *
   * @throws NullPointerException if an id is null
   */
  public Set<String> reachableFrom(Collection<String> ids) {
    Elements.requireNoNull(ids, "ids");
    int[] from = ids.stream().filter(this::contains).mapToInt(numbers::get).toArray();
    Set<String> reached = new LinkedHashSet<>();
    edges.adjacency(edge -> true).reachedFrom(from).stream()
        .forEach(node -> reached.add(nodes.get(node).id()));
    return Collections.unmodifiableSet(reached);
  }

  /**
   * The graph of these nodes and of the connections between them. It has no dangling connections.
   *
   * @throws NullPointerException if an id is null
   */
  public WorkflowGraph subgraph(Collection<String> ids) {
    Set<String> kept = Elements.setOf(ids, "ids");
    return new WorkflowGraph(
        nodes.stream().filter(node -> kept.contains(node.id())).toList(),
        connections.stream()
            .filter(edge -> kept.contains(edge.sourceNode()) && kept.contains(edge.targetNode()))
            .toList());
  }

  /** The number of nodes and connections. */
  @Override
  public String toString() {
    return Quantity.of(nodes.size(), "node")
        + " and "
        + Quantity.of(connections.size(), "connection");
  }
}
