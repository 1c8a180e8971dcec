package dev.sluice.search;

import dev.sluice.ReadResult;
import dev.sluice.graph.WorkflowGraph;
import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.search.Target.OfConnection;
import dev.sluice.search.Target.OfFinding;
import dev.sluice.text.Secrets;
import dev.sluice.types.PortRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A document as a query sees it: what it declares, with indexes that are made on demand. */
final class SearchedDocument {

  private final String name;
  private final ReadResult result;
  private final List<NodeDefinition> nodes;
  private final List<OfConnection> connections = new ArrayList<>();
  private final Map<String, String> maskedTexts = new HashMap<>();
  private @Nullable WorkflowGraph graph;
  private @Nullable Map<String, List<OfConnection>> connectionsOfNodes;
  private @Nullable Map<String, List<OfFinding>> findingsByPointer;
  private @Nullable Map<String, String> pointers;
  private @Nullable Set<String> entered;

  /**
   * A document.
   *
   * @param name its file name with slashes
   */
  SearchedDocument(String name, ReadResult result) {
    this.name = name;
    this.result = result;
    nodes = new ArrayList<>();
    result.definition().ifPresent(this::addDeclared);
  }

  private void addDeclared(WorkflowDefinition definition) {
    for (NodeDefinition node : definition.nodes().values()) {
      if (!node.members().isEmpty()) {
        nodes.add(node);
      }
    }
    for (Connection connection : definition.connections()) {
      if (!connection.members().isEmpty()) {
        connections.add(new OfConnection(connections.size(), connection));
      }
    }
  }

  /** A text of the document with secrets masked; kept, because texts such as type names recur. */
  String masked(String text) {
    return maskedTexts.computeIfAbsent(text, Secrets::masked);
  }

  String name() {
    return name;
  }

  ReadResult result() {
    return result;
  }

  Optional<WorkflowDefinition> definition() {
    return result.definition();
  }

  /** A member of a node's config, or of the workflow. */
  @Nullable Object member(Target target, String name) {
    if (target instanceof Target.OfNode of) {
      return of.node().config().get(name);
    }
    if (name.equals("metadata")) {
      return definition().map(it -> it.metadata().members()).orElse(Map.of());
    }
    return definition().map(it -> it.members().get(name)).orElse(null);
  }

  /** The nodes that the document declares. */
  List<NodeDefinition> nodes() {
    return nodes;
  }

  /** The connections that the document declares. */
  List<OfConnection> connections() {
    return connections;
  }

  /** The connections that leave or enter a node. */
  List<OfConnection> connectionsOf(NodeDefinition node) {
    Map<String, List<OfConnection>> index = connectionsOfNodes;
    if (index == null) {
      index = new HashMap<>();
      for (OfConnection each : connections) {
        Connection connection = each.connection();
        index.computeIfAbsent(connection.sourceNode(), any -> new ArrayList<>()).add(each);
        if (!connection.targetNode().equals(connection.sourceNode())) {
          index.computeIfAbsent(connection.targetNode(), any -> new ArrayList<>()).add(each);
        }
      }
      connectionsOfNodes = index;
    }
    return index.getOrDefault(node.id(), List.of());
  }

  /** The ids of the nodes whose exec connections lead directly to one of these nodes. */
  Set<String> before(Set<String> ids) {
    return nodes.stream()
        .map(NodeDefinition::id)
        .filter(id -> graph().execSuccessors(id).stream().anyMatch(it -> ids.contains(it.id())))
        .collect(Collectors.toSet());
  }

  /** The ids of the nodes to which exec connections lead directly from one of these nodes. */
  Set<String> after(Set<String> ids) {
    return ids.stream()
        .flatMap(id -> graph().execSuccessors(id).stream())
        .map(NodeDefinition::id)
        .collect(Collectors.toSet());
  }

  /** The graph of a document that has nodes. */
  private WorkflowGraph graph() {
    WorkflowGraph made = graph;
    if (made == null) {
      made = WorkflowGraph.of(definition().orElseThrow());
      graph = made;
    }
    return made;
  }

  /** All findings about the document. */
  List<OfFinding> findings() {
    List<Finding> all = result.report().findings();
    return IntStream.range(0, all.size()).mapToObj(i -> new OfFinding(i, all.get(i))).toList();
  }

  /** The findings about a node or a part of it. */
  List<OfFinding> findingsOf(NodeDefinition node) {
    return byPointer().getOrDefault(pointers().get(node.id()), List.of());
  }

  /** The findings about a connection or a part of it. */
  List<OfFinding> findingsOf(OfConnection connection) {
    return byPointer().getOrDefault(container("connections") + connection.index(), List.of());
  }

  /** The pointers of the nodes by their ids. */
  private Map<String, String> pointers() {
    Map<String, String> all = pointers;
    if (all == null) {
      all = new HashMap<>();
      boolean listed = definition().map(it -> it.form().listedNodes()).orElse(false);
      for (int i = 0; i < nodes.size(); i++) {
        String id = nodes.get(i).id();
        String step = listed ? String.valueOf(i) : id.replace("~", "~0").replace("/", "~1");
        all.put(id, container("nodes") + step);
      }
      pointers = all;
    }
    return all;
  }

  private String container(String member) {
    String wrapper = definition().map(it -> it.form().wrappedIn()).orElse("");
    return (wrapper.isEmpty() ? "" : "/" + wrapper) + "/" + member + "/";
  }

  /** The findings by the node or connection that they point into. */
  private Map<String, List<OfFinding>> byPointer() {
    Map<String, List<OfFinding>> index = findingsByPointer;
    if (index == null) {
      index = new HashMap<>();
      for (OfFinding each : findings()) {
        Finding finding = each.finding();
        Set<String> about = new LinkedHashSet<>();
        about.add(element(finding.pointer()));
        finding.related().forEach(pointer -> about.add(element(pointer)));
        for (String pointer : about) {
          index.computeIfAbsent(pointer, any -> new ArrayList<>()).add(each);
        }
      }
      findingsByPointer = index;
    }
    return index;
  }

  /** The pointer of the node or connection that a pointer leads into. */
  private String element(String pointer) {
    for (String container : List.of(container("nodes"), container("connections"))) {
      if (pointer.startsWith(container)) {
        int end = pointer.indexOf('/', container.length());
        return end < 0 ? pointer : pointer.substring(0, end);
      }
    }
    return pointer;
  }

  /** Whether no entry point leads to a node. */
  boolean isUnreachable(NodeDefinition node) {
    return findingsOf(node).stream()
        .anyMatch(finding -> finding.finding().code() == FindingCode.UNREACHABLE_NODES);
  }

  /** Whether a node is an entry point: a start node, or one with outgoing connections only. */
  boolean isEntry(NodeDefinition node) {
    Set<String> targets = entered;
    if (targets == null) {
      targets = new HashSet<>();
      for (OfConnection each : connections) {
        if (PortRules.isExecInputPort(each.connection().targetPort())) {
          targets.add(each.connection().targetNode());
        }
      }
      entered = targets;
    }
    return node.type().name().equals(NodeType.START)
        || (!targets.contains(node.id())
            && connectionsOf(node).stream()
                .anyMatch(connection -> connection.connection().sourceNode().equals(node.id())));
  }
}
