package dev.sluice.check;

import dev.sluice.column.IntColumn;
import dev.sluice.model.NodeType;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.record.NodeFields;
import dev.sluice.record.PlainConnection;
import dev.sluice.record.PlainNode;
import dev.sluice.record.WorkflowRecord.NodeEntry;
import dev.sluice.value.ByteNames;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and edges of a document as written, numbered in document order.
 *
 * <p>Columns are used instead of objects, and contain only what the rules for the graph need: about
 * 40 bytes for a node besides its id, and as many for an edge.
 */
final class GraphIndex {

  private static final int NONE = -1;

  /** Stands for an end of an edge that is missing or invalid. */
  private static final int FAULTY = -2;

  /** The length of the longest id made of a {@code #} and an index of at most nine digits. */
  private static final int LONGEST_INDEX = 10;

  private final NameNumbers ids = new NameNumbers();

  /** The node with an id, by the id's number; -1 if there is none. */
  private final IntColumn nodeOf = new IntColumn();

  private final IntColumn idOf = new IntColumn();

  /** The number of a node's type as written. */
  private final IntColumn typeOf = new IntColumn();

  private final NameNumbers declaredTypes = new NameNumbers();

  /** The resolved types, by the number of the type as written. */
  private final List<NodeType> types = new ArrayList<>();

  private final RecordLocations nodePlaces = new RecordLocations();

  /** The nodes' own ids that differ from their key. */
  private final Map<Integer, String> ownIds = new HashMap<>();

  /** Nodes without an id of their own. */
  private final BitSet anonymous = new BitSet();

  /** Configs of nodes whose ports depend on them. */
  private final Map<Integer, Map<String, Object>> configs = new HashMap<>();

  /** The nodes that lack values which a connection can supply, and the ports that would do so. */
  private final IntColumn lackingNodes = new IntColumn();

  private final IntColumn lackingPorts = new IntColumn();

  /** For nodes that were replaced, the number of missing values that had been found before. */
  private final Map<Integer, Integer> lackingBefore = new HashMap<>();

  private final IntColumn sources = new IntColumn();
  private final IntColumn sourcePorts = new IntColumn();
  private final IntColumn targets = new IntColumn();
  private final IntColumn targetPorts = new IntColumn();
  private final RecordLocations edgePlaces = new RecordLocations();
  private final NameNumbers ports = new NameNumbers();

  /** The numbers of the ids of invalid nodes. */
  private final BitSet unusable = new BitSet();

  /**
   * The indices of invalid nodes in a list that have no id of their own: a document can have one
   * for every three bytes.
   */
  private final BitSet unusableElements = new BitSet();

  /** Whether a node may have an id of its own that looks like an index after a {@code #}. */
  private boolean hasElementIds;

  /** Whether an edge is invalid or has an invalid end. */
  private boolean edgesFaulty;

  /**
   * Adds a node, or replaces the one with the same id.
   *
   * @param container pointer of the object or list it is in
   */
  void add(NodeFields fields, NodeType type, String container, NodeEntry entry) {
    String id = fields.id();
    int number = ids.of(id);
    while (nodeOf.size() <= number) {
      nodeOf.add(NONE);
    }
    int node = nodeOf.get(number);
    if (node == NONE) {
      node = nodeCount();
      nodeOf.set(number, node);
      idOf.add(number);
      typeOf.add(typeNumber(fields.type(), type));
      nodePlaces.add(id, container, entry.key(), entry.place(), entry.offset());
    } else {
      typeOf.set(node, typeNumber(fields.type(), type));
      nodePlaces.set(
          node, new RecordLocation(container, entry.key(), entry.place(), entry.offset()));
      ownIds.remove(node);
      configs.remove(node);
      lackingBefore.put(node, lackingNodes.size());
    }
    anonymous.set(node, !(fields.ownId() instanceof String));
    if (fields.ownId() instanceof String ownId) {
      hasElementIds |= id.startsWith("#");
      if (!ownId.equals(id)) {
        ownIds.put(node, ownId);
      }
    }
    if (!type.dynamicPorts().isEmpty()) {
      configs.put(node, fields.config());
    }
  }

  /**
   * Adds a node whose id no node has yet.
   *
   * @param container pointer of the object it is in
   */
  void add(PlainNode plain, NodeType type, String container) {
    int number = ids.of(plain.idNumber(), plain.names());
    while (nodeOf.size() <= number) {
      nodeOf.add(NONE);
    }
    int node = nodeCount();
    nodeOf.set(number, node);
    idOf.add(number);
    int typeNumber = declaredTypes.of(plain.typeNumber(), plain.names());
    if (typeNumber == types.size()) {
      types.add(type);
    }
    typeOf.add(typeNumber);
    nodePlaces.add("", container, "", -1, plain.offset()); // its key is its id
    if (!type.dynamicPorts().isEmpty()) {
      configs.put(node, plain.config());
    }
  }

  /** Adds a value that a node lacks unless an edge leads to the port of that name. */
  void addLacking(int node, String port) {
    lackingNodes.add(node);
    lackingPorts.add(ports.of(port));
  }

  /** The number of values that nodes lack. */
  int lackingCount() {
    return lackingNodes.size();
  }

  /** The node that lacks a value, or -1 if the node was replaced later. */
  int lackingNode(int lacking) {
    int node = lackingNodes.get(lacking);
    if (lackingBefore.isEmpty()) {
      return node;
    }
    return lackingBefore.getOrDefault(node, 0) > lacking ? NONE : node;
  }

  /** The name of the value that is missing. */
  String lackingPort(int lacking) {
    return ports.get(lackingPorts.get(lacking));
  }

  /** A key for the node and port of a missing value, comparable with {@link #targetKey}. */
  long lackingKey(int lacking) {
    return key(idOf.get(lackingNodes.get(lacking)), lackingPorts.get(lacking));
  }

  private static long key(int id, int port) {
    return (long) id << 32 | Integer.toUnsignedLong(port);
  }

  private int typeNumber(String declared, NodeType type) {
    int number = declaredTypes.of(declared);
    if (number == types.size()) {
      types.add(type);
    }
    return number;
  }

  /** Adds an invalid node, so that edges to it are not reported as dangling. */
  void addUnusable(String id) {
    hasElementIds |= id.startsWith("#");
    unusable.set(ids.of(id));
  }

  /** Adds an invalid node that has its index in a list as its id, after a {@code #}. */
  void addUnusableElement(int index) {
    unusableElements.set(index);
  }

  /**
   * Adds an edge; each end that is neither a string nor null is invalid.
   *
   * @param container pointer of the list it is in
   * @param index its index in the list
   */
  void add(ConnectionEnds ends, String container, int index, long offset) {
    edgesFaulty |= !ends.isUsable();
    sources.add(number(ends.sourceNode(), ids));
    sourcePorts.add(number(ends.sourcePort(), ports));
    targets.add(number(ends.targetNode(), ids));
    targetPorts.add(number(ends.targetPort(), ports));
    edgePlaces.add("", container, "", index, offset);
  }

  /**
   * Adds an edge.
   *
   * @param container pointer of the list it is in
   */
  void add(PlainConnection plain, String container) {
    ByteNames names = plain.names();
    sources.add(ids.of(plain.sourceNode(), names));
    sourcePorts.add(ports.of(plain.sourcePort(), names));
    targets.add(ids.of(plain.targetNode(), names));
    targetPorts.add(ports.of(plain.targetPort(), names));
    edgePlaces.add("", container, "", plain.index(), plain.offset());
  }

  private static int number(@Nullable Object end, NameNumbers names) {
    if (end instanceof String name) {
      return names.of(name);
    }
    return end == null ? NONE : FAULTY;
  }

  /** Adds an invalid edge. */
  void addUnusableEdge() {
    edgesFaulty = true;
  }

  void clearNodes() {
    nodeOf.clear();
    idOf.clear();
    typeOf.clear();
    nodePlaces.clear();
    ownIds.clear();
    anonymous.clear();
    configs.clear();
    lackingNodes.clear();
    lackingPorts.clear();
    lackingBefore.clear();
    unusable.clear();
    unusableElements.clear();
  }

  void clearEdges() {
    sources.clear();
    sourcePorts.clear();
    targets.clear();
    targetPorts.clear();
    edgePlaces.clear();
    edgesFaulty = false;
  }

  /** Whether the document has a node with this id, valid or not. */
  boolean contains(String id) {
    int number = ids.find(id);
    return nodeOf(number) >= 0
        || (number >= 0 && unusable.get(number))
        || (!unusableElements.isEmpty() && isUnusableElement(id));
  }

  /** Whether an earlier node has this id, which an element without an id of its own got. */
  boolean containsElement(String id) {
    return hasElementIds && contains(id);
  }

  private boolean isUnusableElement(String id) {
    int length = id.length();
    if (length < 2 || length > LONGEST_INDEX || id.charAt(0) != '#') {
      return false;
    }
    int index = 0;
    for (int i = 1; i < length; i++) {
      int digit = id.charAt(i) - '0';
      if (digit < 0 || digit > 9 || (index == 0 && i > 1)) {
        return false;
      }
      index = 10 * index + digit;
    }
    return unusableElements.get(index);
  }

  /** The same for the id of a node. */
  boolean contains(PlainNode node) {
    int number = ids.of(node.idNumber(), node.names());
    return nodeOf(number) >= 0
        || unusable.get(number)
        || (!unusableElements.isEmpty() && isUnusableElement(node.id()));
  }

  /** Whether all nodes and edges of the document are valid. */
  boolean isComplete() {
    return unusable.isEmpty() && unusableElements.isEmpty() && !edgesFaulty;
  }

  /** Whether all edges of the document are valid. */
  boolean hasAllEdges() {
    return !edgesFaulty;
  }

  /** Whether the document has nodes, valid or not. */
  boolean hasNodes() {
    return nodeCount() > 0 || !unusable.isEmpty() || !unusableElements.isEmpty();
  }

  int nodeCount() {
    return idOf.size();
  }

  /** The number of the node with this id, or -1. */
  int numberOf(String id) {
    return nodeOf(ids.find(id));
  }

  private int nodeOf(int idNumber) {
    return idNumber >= 0 && idNumber < nodeOf.size() ? nodeOf.get(idNumber) : NONE;
  }

  String id(int node) {
    return ids.get(idOf.get(node));
  }

  /** All ids in document order. */
  List<String> ids() {
    return IntStream.range(0, nodeCount()).mapToObj(this::id).toList();
  }

  /** Whether a node is one of those that editors do not show. */
  boolean isHidden(int node) {
    return ids.startsWith(idOf.get(node), "__");
  }

  /** The node's own id; null if it is missing or not a string. */
  @Nullable String ownId(int node) {
    if (anonymous.get(node)) {
      return null;
    }
    String other = ownIds.get(node);
    return other == null ? id(node) : other;
  }

  /** Whether some node has an id of its own that differs from its key. */
  boolean hasOtherIds() {
    return !ownIds.isEmpty();
  }

  /** A node's type as written. */
  String declaredType(int node) {
    return declaredTypes.get(typeOf.get(node));
  }

  NodeType type(int node) {
    return types.get(typeOf.get(node));
  }

  /** The number of a node's type as written. */
  int typeNumber(int node) {
    return typeOf.get(node);
  }

  /** The number of distinct types as written. */
  int typeCount() {
    return types.size();
  }

  /** The number of a type name, or -1 if no node has this type. */
  int typeNumber(String declared) {
    return declaredTypes.find(declared);
  }

  /** A node's config if its ports depend on it, otherwise empty. */
  Map<String, Object> config(int node) {
    return configs.getOrDefault(node, Map.of());
  }

  RecordLocations nodeLocations() {
    return nodePlaces;
  }

  RecordLocation nodeAt(int node) {
    return nodePlaces.get(node, id(node));
  }

  int edgeCount() {
    return sources.size();
  }

  /** The source node of an edge, or -1 if it does not exist. */
  int source(int edge) {
    return nodeOf(sources.get(edge));
  }

  /** The target node of an edge, or -1 if it does not exist. */
  int target(int edge) {
    return nodeOf(targets.get(edge));
  }

  /** The id of the source node of an edge, whether or not the node exists. */
  @Nullable String sourceId(int edge) {
    return idOrNull(sources.get(edge));
  }

  /** The id of the target node of an edge, whether or not the node exists. */
  @Nullable String targetId(int edge) {
    return idOrNull(targets.get(edge));
  }

  private @Nullable String idOrNull(int idNumber) {
    return idNumber < 0 ? null : ids.get(idNumber);
  }

  /** Whether the source node of an edge is missing or invalid in the document. */
  boolean isSourceFaulty(int edge) {
    return sources.get(edge) == FAULTY;
  }

  /** Whether the target node of an edge is missing or invalid in the document. */
  boolean isTargetFaulty(int edge) {
    return targets.get(edge) == FAULTY;
  }

  /** Whether an edge has an end that is missing or invalid in the document. */
  boolean isFaulty(int edge) {
    return edgesFaulty
        && (isSourceFaulty(edge)
            || isTargetFaulty(edge)
            || sourcePorts.get(edge) == FAULTY
            || targetPorts.get(edge) == FAULTY);
  }

  /** Whether both ends of an edge have the same id, whether or not the node exists. */
  boolean isSelfEdge(int edge) {
    return sources.get(edge) >= 0 && sources.get(edge) == targets.get(edge);
  }

  @Nullable String sourcePort(int edge) {
    return portOrNull(sourcePorts.get(edge));
  }

  @Nullable String targetPort(int edge) {
    return portOrNull(targetPorts.get(edge));
  }

  /** The number of the source port of an edge; negative if it is null or invalid. */
  int sourcePortNumber(int edge) {
    return sourcePorts.get(edge);
  }

  /** The number of the target port of an edge; negative if it is null or invalid. */
  int targetPortNumber(int edge) {
    return targetPorts.get(edge);
  }

  /** By port number, whether the port's name passes a test. */
  boolean[] portsThat(Predicate<String> test) {
    boolean[] passing = new boolean[ports.size()];
    for (int port = 0; port < passing.length; port++) {
      passing[port] = test.test(ports.get(port));
    }
    return passing;
  }

  private @Nullable String portOrNull(int port) {
    return port < 0 ? null : port(port);
  }

  /** The name of the port with a number. */
  String port(int number) {
    return ports.get(number);
  }

  RecordLocation edgeAt(int edge) {
    return edgePlaces.get(edge, "");
  }

  /** A key for the source node and port of an edge. */
  long sourceKey(int edge) {
    return key(sources.get(edge), sourcePorts.get(edge));
  }

  /** A key for the target node and port of an edge. */
  long targetKey(int edge) {
    return key(targets.get(edge), targetPorts.get(edge));
  }

  /** Whether two edges have the same four ends. */
  boolean isSameEdge(int one, int other) {
    return sourceKey(one) == sourceKey(other) && targetKey(one) == targetKey(other);
  }
}
