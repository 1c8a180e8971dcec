package dev.sluice.check;

import dev.sluice.record.EdgeEnds;
import dev.sluice.record.NodeFields;
import dev.sluice.registry.ResolvedType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes and edges of a document as written, numbered in document order. */
final class GraphIndex {

  /**
   * A node that can be connected.
   *
   * @param pointer where it stands
   * @param offset offset of its record
   */
  record NodeAt(NodeFields fields, ResolvedType type, String pointer, long offset) {
    String id() {
      return fields.id();
    }
  }

  /**
   * A connection with its four ends.
   *
   * @param number its number in the document's list
   * @param offset offset of its record
   */
  record EdgeAt(EdgeEnds ends, int number, long offset) {}

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<NodeAt> nodes = new ArrayList<>();
  private final List<EdgeAt> edges = new ArrayList<>();

  /** Adds a node, or puts it in the place of the one with its id. */
  void add(NodeAt node) {
    Integer known = numbers.putIfAbsent(node.id(), nodes.size());
    if (known == null) {
      nodes.add(node);
    } else {
      nodes.set(known, node);
    }
  }

  void add(EdgeAt edge) {
    edges.add(edge);
  }

  void clearNodes() {
    numbers.clear();
    nodes.clear();
  }

  void clearEdges() {
    edges.clear();
  }

  boolean contains(String id) {
    return numbers.containsKey(id);
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
