package dev.sluice.model;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.text.Quantity;
import dev.sluice.value.Elements;
import dev.sluice.value.Frozen;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.PrintableText;
import dev.sluice.value.ValueList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The content of a document after checks and type resolution; immutable, without live nodes.
 *
 * <p>Definitions are cached, compared and written. They suffice for programs that never execute
 * workflows. Two definitions are equal if their kind, members, nodes and connections are equal.
 */
public final class WorkflowDefinition {

  /** The settings of a document that has none; the timeout is in seconds. */
  public static final Map<String, Object> DEFAULT_SETTINGS = defaultSettings();

  private final DocumentKind kind;
  private final Map<String, Object> members;
  private final Map<String, Object> wrapper;
  private final WorkflowMetadata metadata;
  private final Map<String, NodeDefinition> nodes;
  private final List<Connection> connections;
  private final boolean autoStart;
  private final DocumentForm form;

  /**
   * Creates a definition with copies of its parts. If neither the members nor the wrapper contain
   * the metadata, it is added to the members.
   *
   * @param kind the kind of the document
   * @param members the workflow object's members in document order, in which {@code nodes} and
   *     {@code connections} map to null and only mark their place
   * @param wrapper the members around the workflow in document order, for kinds that have any; the
   *     member that holds the workflow maps to null
   * @param metadata the metadata
   * @param nodes nodes by id, in document order, added ones last
   * @param connections the connections in document order, added ones last
   * @param autoStart whether a hidden start node was added
   * @param form the form of the document; names the member that holds the workflow if and only if
   *     there is a wrapper
   * @throws NullPointerException if a part is null; the message names it
   * @throws InvalidValueException if a member is not a JSON value
   * @throws IllegalArgumentException if the id of a node differs from its key, or the wrapper and
   *     the form do not agree
   */
  public WorkflowDefinition(
      DocumentKind kind,
      Map<String, Object> members,
      Map<String, Object> wrapper,
      WorkflowMetadata metadata,
      Map<String, NodeDefinition> nodes,
      List<Connection> connections,
      boolean autoStart,
      DocumentForm form) {
    this.kind = Objects.requireNonNull(kind, "kind");
    this.wrapper = JsonValues.copyOf("wrapper", wrapper);
    this.metadata = Objects.requireNonNull(metadata, "metadata");
    this.form = Objects.requireNonNull(form, "form");
    this.nodes = copyOf(Objects.requireNonNull(nodes, "nodes"), form.listedNodes());
    this.autoStart = autoStart;
    List<Connection> copy = Elements.listOf(connections, "connections");
    this.connections =
        autoStart || !hasAdded(copy) ? copy : copy.stream().map(Connection::written).toList();
    if (this.wrapper.isEmpty() != form.wrappedIn().isEmpty()) {
      throw new IllegalArgumentException(
          "form.wrappedIn() must name the member of the wrapper that holds the workflow; it must be"
              + " empty if and only if the wrapper is empty");
    }
    Map<String, Object> own = withPlaces(JsonValues.copyOf("members", members));
    this.members = says(own, this.wrapper, metadata) ? own : with(own, metadata);
  }

  private static boolean hasAdded(List<Connection> connections) {
    for (Connection connection : connections) {
      if (connection.isAdded()) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, NodeDefinition> copyOf(
      Map<String, NodeDefinition> nodes, boolean listed) {
    nodes.forEach(
        (key, node) -> {
          if (node == null || !node.id().equals(key)) {
            Elements.requireEntries(nodes, "nodes");
            throw new IllegalArgumentException(
                "the key of the node " + node.id() + " must be its id, was " + key);
          }
        });
    boolean identified = !listed || nodes.values().stream().allMatch(NodeDefinition::isIdentified);
    if (nodes instanceof Frozen && identified) {
      return nodes; // an immutable map is not copied
    }
    Map<String, NodeDefinition> copy = new LinkedHashMap<>(nodes);
    if (listed) {
      copy.replaceAll((id, node) -> node.identified());
    }
    return FrozenMap.over(copy);
  }

  /** The members with a null for each of {@code nodes} and {@code connections} that is missing. */
  @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the map excludes
  private Map<String, Object> withPlaces(Map<String, Object> own) {
    boolean nodesMissing =
        !own.containsKey("nodes") && nodes.values().stream().anyMatch(n -> !n.members().isEmpty());
    boolean connectionsMissing =
        !own.containsKey("connections") && connections.stream().anyMatch(e -> !e.isAdded());
    if (!nodesMissing && !connectionsMissing) {
      return own;
    }
    Map<String, Object> all = new LinkedHashMap<>(own);
    if (nodesMissing) {
      all.put("nodes", null);
    }
    if (connectionsMissing) {
      all.put("connections", null);
    }
    return FrozenMap.over(all);
  }

  /** Whether the members contain the metadata, either as such or as separate members. */
  private static boolean says(
      Map<String, Object> members, Map<String, Object> wrapper, WorkflowMetadata metadata) {
    Map<?, ?> own = members.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
    Map<?, ?> outer = wrapper.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
    Map<String, Object> all = metadata.members();
    return own == all
        || (all.keySet().containsAll(own.keySet())
            && all.entrySet().stream()
                .allMatch(
                    entry ->
                        (own.get(entry.getKey()) != null || entry.getValue() == null)
                            ? Objects.equals(own.get(entry.getKey()), entry.getValue())
                            : Stream.of(members, outer, wrapper)
                                .map(source -> source.get(entry.getKey()))
                                .anyMatch(value -> entry.getValue().equals(value))));
  }

  private static Map<String, Object> with(Map<String, Object> members, WorkflowMetadata metadata) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("metadata", metadata.members());
    all.putAll(members);
    all.put("metadata", metadata.members());
    return FrozenMap.over(all);
  }

  /** The kind of the document. */
  public DocumentKind kind() {
    return kind;
  }

  /** The metadata. */
  public WorkflowMetadata metadata() {
    return metadata;
  }

  /** The nodes by id, in document order; an added start node comes last. Unmodifiable. */
  public Map<String, NodeDefinition> nodes() {
    return nodes;
  }

  /** The node with this id. */
  public Optional<NodeDefinition> node(String id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** The connections in document order; those of an added start node come last. Unmodifiable. */
  public List<Connection> connections() {
    return connections;
  }

  /** Whether the loader added the start node {@code __auto_start__}. */
  public boolean autoStart() {
    return autoStart;
  }

  /** The form of the document, which is not part of the content and ignored by equals. */
  public DocumentForm form() {
    return form;
  }

  /**
   * The workflow's variables by name, each as written: usually an object with {@code type} and
   * {@code default_value}, or just a value. Empty if the document has no object {@code variables}.
   */
  public Map<String, Object> variables() {
    return object("variables").orElse(Map.of());
  }

  /** The settings as written, or {@link #DEFAULT_SETTINGS} if the document has none. */
  public Map<String, Object> settings() {
    return members.containsKey("settings") ? object("settings").orElse(Map.of()) : DEFAULT_SETTINGS;
  }

  /**
   * The frames drawn around nodes, as written; empty if the document has no list {@code frames}.
   */
  public List<Object> frames() {
    if (members.get("frames") instanceof List<?> list) {
      @SuppressWarnings("unchecked") // a JSON list holds any values
      List<Object> frames = (List<Object>) list;
      return frames;
    }
    return List.of();
  }

  /**
   * All members of the workflow object as written, including unknown members, in document order;
   * {@code nodes} and {@code connections} map to null and only mark their place.
   */
  public Map<String, Object> members() {
    return members;
  }

  /**
   * The members around the workflow, for kinds with a wrapper; the workflow itself maps to null.
   */
  public Map<String, Object> wrapper() {
    return wrapper;
  }

  /**
   * The document as plain Java, for any JSON mapper: unmodifiable maps and lists, strings, numbers,
   * booleans and null, with all members in document order, including the wrapper. Elements that the
   * loader added are omitted. Jackson uses this form automatically.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> body = new LinkedHashMap<>(members);
    Stream<NodeDefinition> written =
        nodes.values().stream().filter(node -> !node.members().isEmpty());
    if (body.containsKey("nodes")) {
      body.put("nodes", form.listedNodes() ? list(written) : byId(written));
    }
    if (body.containsKey("connections")) {
      body.put(
          "connections",
          new ValueList(
              connections.stream().filter(e -> !e.isAdded()).map(Connection::members).toArray()));
    }
    if (wrapper.isEmpty()) {
      return FrozenMap.over(body);
    }
    Map<String, Object> root = new LinkedHashMap<>(wrapper);
    root.put(form.wrappedIn(), FrozenMap.over(body));
    return FrozenMap.over(root);
  }

  private static Object list(Stream<NodeDefinition> written) {
    return new ValueList(written.map(NodeDefinition::members).toArray());
  }

  private static Object byId(Stream<NodeDefinition> written) {
    Map<String, Object> byId = new LinkedHashMap<>();
    written.forEach(node -> byId.put(node.id(), node.members()));
    return FrozenMap.over(byId);
  }

  /**
   * The SHA-256 of the content, as 64 hexadecimal digits; computed by each call.
   *
   * <p>Equal for documents that differ only in white space, in the order of keys or in the notation
   * of numbers, which are compared by exact value. The order of lists matters, but not the order of
   * the nodes, which are identified by their ids. Elements and defaults that the loader added do
   * not count, and neither does the resolution of types by a registry.
   */
  public String fingerprint() {
    Map<String, Object> written = new HashMap<>();
    nodes.forEach(
        (id, node) -> {
          if (!node.members().isEmpty()) { // nodes that the loader added have none
            written.put(id, node.members());
          }
        });
    List<Object> connectionMembers = new ArrayList<>(connections.size());
    for (Connection connection : connections) {
      if (!connection.members().isEmpty()) {
        connectionMembers.add(connection.members());
      }
    }
    return CanonicalDigest.of(List.of(wrapper, members, written, connectionMembers));
  }

  private Optional<Map<String, Object>> object(String key) {
    if (members.get(key) instanceof Map<?, ?> map) {
      return Optional.of(Frozen.object(map));
    }
    return Optional.empty();
  }

  private static Map<String, Object> defaultSettings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("stop_on_error", true);
    settings.put("timeout", 30L);
    settings.put("retry_count", 0L);
    return Collections.unmodifiableMap(settings);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WorkflowDefinition that
        && kind == that.kind
        && autoStart == that.autoStart
        && members.equals(that.members)
        && wrapper.equals(that.wrapper)
        && metadata.equals(that.metadata)
        && nodes.equals(that.nodes)
        && connections.equals(that.connections);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, autoStart, nodes.keySet(), connections.size());
  }

  /** The kind, the name and the counts, safe to log: no config, variable or setting. */
  @Override
  public String toString() {
    return PrintableText.of(
        kind.label()
            + " \""
            + metadata.name()
            + "\" with "
            + Quantity.of(nodes.size(), "node")
            + " and "
            + Quantity.of(connections.size(), "connection"));
  }
}
