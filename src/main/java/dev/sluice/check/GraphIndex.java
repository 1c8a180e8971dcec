package dev.sluice.check;

import dev.sluice.record.EdgeEnds;
import dev.sluice.record.NodeFields;
import dev.sluice.registry.ResolvedType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes and edges of a document as written, numbered in document order. */
final class GraphIndex {

  /**
   * A node that can be connected: no more of it than the graph's rules ask for.
   *
   * @param ownId what the node itself says its id is; null also where it says nothing
   * @param declaredType the type's name as written
   * @param config the config, which decides on the ports of some types; empty for the others
   * @param at where it stands
   */
  record NodeAt(
      String id,
      @Nullable Object ownId,
      String declaredType,
      Map<String, Object> config,
      ResolvedType type,
      RecordAt at) {

    static NodeAt of(NodeFields fields, ResolvedType type, RecordAt at) {
      return new NodeAt(
          fields.id(),
          fields.id().equals(fields.ownId()) ? fields.id() : fields.ownId(),
          fields.type(),
          type.type().dynamicPorts().isEmpty() ? Map.of() : fields.config(),
          type,
          at);
    }
  }

  /**
   * A connection with its four ends.
   *
   * @param at where it stands
   */
  record EdgeAt(EdgeEnds ends, RecordAt at) {}

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<NodeAt> nodes = new ArrayList<>();
  private final List<EdgeAt> edges = new ArrayList<>();
  private final Set<String> unusable = new HashSet<>();
  private boolean edgesMissing;

  /** Adds a node, or puts it in the place of the one with its id. */
  void add(NodeAt node) {
    Integer known = numbers.putIfAbsent(node.id(), nodes.size());
    if (known == null) {
      nodes.add(node);
    } else {
      nodes.set(known, node);
    }
  }

  /** Takes note of a node that is there, but wrong: edges to it are not dangling. */
  void addUnusable(String id) {
    unusable.add(id);
  }

  void add(EdgeAt edge) {
    edges.add(edge);
  }

  /** Takes note of an edge that is there, but wrong. */
  void addUnusableEdge() {
    edgesMissing = true;
  }

  void clearNodes() {
    numbers.clear();
    nodes.clear();
    unusable.clear();
  }

  void clearEdges() {
    edges.clear();
    edgesMissing = false;
  }

  /** Whether the document has a node of this id, usable or not. */
  boolean contains(String id) {
    return numbers.containsKey(id) || unusable.contains(id);
  }

  /** Whether these are all nodes and edges of the document. */
  boolean isComplete() {
    return unusable.isEmpty() && !edgesMissing;
  }

  List<NodeAt> nodes() {
    return nodes;
  }

  List<EdgeAt> edges() {
    return edges;
  }

  /** All ids in document order. */
  List<String> ids() {
    return nodes.stream().map(NodeAt::id).toList();
  }

  /** The number of the node an end names, or -1. */
  int numberOf(@Nullable Object id) {
    Integer number = id instanceof String text ? numbers.get(text) : null;
    return number == null ? -1 : number;
  }
}
