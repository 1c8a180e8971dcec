package dev.sluice.assemble;

import dev.sluice.assemble.Assembled.Location;
import dev.sluice.column.IntColumn;
import dev.sluice.column.OffsetColumn;
import dev.sluice.config.Rule;
import dev.sluice.config.UnknownTypes;
import dev.sluice.finding.Findings;
import dev.sluice.model.Connection;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.record.EffectiveMetadata;
import dev.sluice.record.Locator;
import dev.sluice.record.NodeFields;
import dev.sluice.record.PlainConnection;
import dev.sluice.record.PlainNode;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.WorkflowRecord;
import dev.sluice.record.WorkflowRecord.Body;
import dev.sluice.record.WorkflowRecord.NodeEntry;
import dev.sluice.stage.HostCode;
import dev.sluice.stage.Stage;
import dev.sluice.text.Pointers;
import dev.sluice.text.Quote;
import dev.sluice.types.TypeTable;
import dev.sluice.types.TypeTable.ResolvedType;
import dev.sluice.value.ByteNames;
import dev.sluice.value.EndMembers;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.IdMap;
import dev.sluice.value.ShapedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stage that assembles records into a definition, which is available at the end of the document
 * unless the document is rejected. It produces no outputs; {@link EventAssembler} does.
 */
public final class Assembler implements Stage<RecordBatch, LoadEvent> {

  private final Findings findings;
  private final TypeTable types;
  private final UnknownTypes unknown;
  private final List<Rule> rules;
  private final HostCode host;

  private final Map<String, @Nullable Object> root = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
  private String wrappedIn = "";
  private boolean listed;
  private String prefix = "";

  /** The connections beside a wrapped workflow while they are read; null at any other time. */
  private @Nullable List<Object> around;

  /**
   * The nodes so far: each is a {@link NodeEntry}, whose ports may still depend on later
   * connections, or a {@link NodeDefinition}, if nothing depends on the rest of the document.
   */
  private IdMap<Object> drafts = new IdMap<>();

  /** Whether the places of connections may be needed after they have been read. */
  private final boolean placing;

  /* The connections so far; if placing, their numbers in the document and their offsets. */
  private final List<Connection> taken = new ArrayList<>();
  private final IntColumn connectionNumbers = new IntColumn();
  private final OffsetColumn connectionOffsets = new OffsetColumn();
  private final List<Connection> skipped = new ArrayList<>();

  /** Whether an element has no usable form, so that a definition would lack it. */
  private boolean incomplete;

  private final Map<String, Location> hostNodes = new HashMap<>();
  private WorkflowRecord.@Nullable End end;
  private @Nullable Locator locator;
  private Optional<Assembled> assembled = Optional.empty();

  /**
   * An assembler for one document.
   *
   * @param findings determines whether the document is rejected, and collects further findings
   * @param types the types of the load
   * @param rules the host's rules, checked on the definition
   * @param host wraps the calls to the rules
   */
  public Assembler(
      Findings findings, TypeTable types, UnknownTypes unknown, List<Rule> rules, HostCode host) {
    this.rules = rules;
    this.host = host;
    this.findings = findings;
    this.types = types;
    this.unknown = unknown;
    this.placing = !rules.isEmpty() || unknown == UnknownTypes.SKIP;
  }

  @Override
  public Iterable<LoadEvent> feed(RecordBatch batch) {
    if (rules.isEmpty() && findings.isRejected()) {
      return List.of(); // a definition is not needed
    }
    for (WorkflowRecord next : batch.records()) {
      add(next, batch.locator());
    }
    return List.of();
  }

  @Override
  public Iterable<LoadEvent> finish() {
    WorkflowRecord.End last = end;
    if (last != null && locator != null && (!findings.isRejected() || isForRules(last))) {
      Assembled whole = assemble(last, locator);
      assembled = findings.isRejected() ? Optional.empty() : Optional.of(whole);
    }
    return List.of();
  }

  /** Whether the host's rules can check the document although it is rejected. */
  private boolean isForRules(WorkflowRecord.End last) {
    return !rules.isEmpty()
        && !incomplete
        && last.rootIsObject()
        && last.kind() != DocumentKind.OTHER;
  }

  /** The definition, after the stage has finished; empty if the document is rejected. */
  public Optional<Assembled> assembled() {
    return assembled;
  }

  /** Drops the records unless they are assembled: handling a failure may need the memory. */
  @Override
  public void close() {
    if (assembled.isEmpty()) {
      root.clear();
      wrapped.clear();
      drafts.clear();
      clearConnections();
    }
  }

  private void clearConnections() {
    taken.clear();
    connectionNumbers.clear();
    connectionOffsets.clear();
  }

  /**
   * Adds a record.
   *
   * @param places knows the places of the record
   * @return the connection, if the record is a valid one; otherwise null
   */
  @Nullable Connection add(WorkflowRecord next, Locator places) {
    locator = places;
    if (next instanceof PlainNode node) {
      addNode(node);
    } else if (next instanceof PlainConnection connection) {
      return addConnection(connection);
    } else if (next instanceof NodeEntry node) {
      addNode(node);
    } else if (next instanceof WorkflowRecord.ConnectionEntry connection) {
      return addConnection(connection);
    } else if (next instanceof WorkflowRecord.Member member) {
      membersOf(member.body()).put(member.name(), member.value());
      incomplete |= member.name().equals("nodes") || member.name().equals("connections");
    } else if (next instanceof WorkflowRecord.Section section) {
      enter(section);
    } else if (next instanceof WorkflowRecord.End last) {
      end = last;
    }
    return null;
  }

  private Map<String, @Nullable Object> membersOf(Body body) {
    return body == Body.WRAPPED ? wrapped : root;
  }

  private void enter(WorkflowRecord.Section section) {
    membersOf(section.body()).put(section.name(), null);
    switch (section.name()) {
      case "nodes" -> {
        drafts.clear();
        listed = section.listed();
      }
      case "connections" -> {
        around = isAroundWorkflow(section) ? new ArrayList<>() : null;
        if (around == null) {
          clearConnections();
        } else {
          root.put("connections", around);
        }
      }
      default -> {
        if (root.containsKey("connections")) {
          // these connections do not belong to the body, but must be written back
          root.put("connections", taken.stream().map(Connection::members).toList());
          clearConnections();
        }
        wrappedIn = section.name();
        prefix = Pointers.child("", section.name());
      }
    }
  }

  /** Whether these are connections beside a wrapped workflow, which are not its own. */
  boolean isAroundWorkflow(WorkflowRecord.Section section) {
    return section.name().equals("connections")
        && section.body() == Body.ROOT
        && !wrappedIn.isEmpty();
  }

  private void addNode(PlainNode node) {
    String declared = node.type();
    ResolvedType known = types.numbered(node.typeNumber()); // by the checks
    ResolvedType resolved = known == null ? types.orPlaceholder(declared) : known;
    NodeType type = resolved.type();
    if (!rules.isEmpty()
        || type.isPlaceholder()
        || resolved.migration().isPresent()
        || type.factory() != NodeFactory.PLAIN
        || declared.isEmpty()) {
      addNode(node.entry());
      return;
    }
    String id = node.id();
    ShapedMap config = node.config();
    drafts.put(
        id,
        new NodeDefinition(
            id,
            type,
            declared,
            config,
            node.members(config),
            types.inputs(type, config),
            types.outputs(type, config)));
  }

  private void addNode(NodeEntry node) {
    NodeFields fields = node.fields();
    if (fields == null || node.members() == null || fields.type().isEmpty()) {
      incomplete = true;
      return; // already rejected
    }
    incomplete |=
        !fields.faultyConfig().isEmpty() || (node.listed() && drafts.containsKey(fields.id()));
    drafts.put(fields.id(), node);
    NodeType type = types.orPlaceholder(fields.type()).type();
    if (type.factory() != NodeFactory.PLAIN && locator != null) {
      hostNodes.put(
          fields.id(), new Location(nodePointer(node), locator.placeWithin(node.offset())));
    }
  }

  /** The ids of the nodes so far, in document order. */
  Set<String> ids() {
    return drafts.keySet();
  }

  /** The connections so far. */
  List<Connection> connections() {
    return List.copyOf(taken);
  }

  /** The number of connections so far. */
  int connectionCount() {
    return taken.size();
  }

  /** Whether members of this body belong to the workflow, as far as is known at this point. */
  boolean isWorkflow(Body body) {
    return body == Body.WRAPPED || wrappedIn.isEmpty();
  }

  /** The connections skipped with their nodes, after the stage has finished. */
  List<Connection> skippedConnections() {
    return skipped;
  }

  /** Whether no registry knows the type of a node. */
  boolean isUnknown(String id) {
    return isUnknown(draftOf(id));
  }

  /** A node as far as it is known before all connections are read. */
  NodeDefinition draft(String id) {
    return define(new NamedPorts(types, List.of()), draftOf(id));
  }

  private Object draftOf(String id) {
    return Objects.requireNonNull(drafts.get(id));
  }

  private NodeDefinition define(NamedPorts ports, Object node) {
    if (!(node instanceof NodeEntry draft)) {
      return (NodeDefinition) node;
    }
    NodeFields fields = fieldsOf(draft);
    Map<String, Object> members = Objects.requireNonNull(draft.members());
    return ports.define(fields.id(), types.orPlaceholder(fields.type()), fields, members);
  }

  /** The fields of a node in the drafts; only nodes that have fields are added there. */
  private static NodeFields fieldsOf(NodeEntry draft) {
    return Objects.requireNonNull(draft.fields());
  }

  private boolean isUnknown(Object node) {
    return node instanceof NodeEntry draft
        && types.orPlaceholder(fieldsOf(draft).type()).isUnknown();
  }

  private String nodePointer(NodeEntry node) {
    String container = prefix + "/nodes";
    return node.listed()
        ? Pointers.child(container, node.index())
        : Pointers.child(container, node.key());
  }

  private @Nullable Connection addConnection(PlainConnection plain) {
    if (around != null) {
      around.add(plain.members());
      return null;
    }
    ByteNames names = plain.names();
    return take(
        new Connection(
            names.name(plain.sourceNode()),
            names.name(plain.sourcePort()),
            names.name(plain.targetNode()),
            names.name(plain.targetPort()),
            EndMembers.OWN),
        plain.index(),
        plain.offset());
  }

  private @Nullable Connection addConnection(WorkflowRecord.ConnectionEntry entry) {
    ConnectionEnds ends = entry.ends();
    Map<String, Object> members = entry.members();
    if (ends == null || members == null) {
      incomplete |= around == null;
      return null;
    }
    if (around != null) {
      around.add(members);
      return null;
    }
    incomplete |= !ends.isUsable();
    String sourceNode = text(ends.sourceNode());
    String sourcePort = text(ends.sourcePort());
    String targetNode = text(ends.targetNode());
    String targetPort = text(ends.targetPort());
    if (!ends.canonical()) {
      // the ends are given by members other than the canonical ones
      members = FrozenMap.over(members, List.of(sourceNode, sourcePort, targetNode, targetPort));
    }
    return take(
        new Connection(sourceNode, sourcePort, targetNode, targetPort, members),
        entry.index(),
        entry.offset());
  }

  private Connection take(Connection connection, int number, long offset) {
    taken.add(connection);
    if (placing) {
      connectionNumbers.add(number);
      connectionOffsets.add(offset);
    }
    return connection;
  }

  private static String text(@Nullable Object end) {
    return end instanceof String text ? text : "";
  }

  private Assembled assemble(WorkflowRecord.End last, Locator places) {
    DocumentKind kind = last.kind();
    long rootOffset = last.offset();
    if (unknown == UnknownTypes.SKIP) {
      skipUnknown(places);
      if (findings.isRejected()) {
        skipped.clear(); // nothing is skipped in a document that gives no workflow
      }
    }
    List<Connection> connections = new ArrayList<>(taken);
    Map<String, NodeDefinition> nodes = definitions(connections);
    boolean autoStart = false;
    if (kind == DocumentKind.WORKFLOW || kind == DocumentKind.SCENARIO) {
      autoStart = new AutoStart(nodes, connections).add(types);
    }
    Map<String, @Nullable Object> body = wrappedIn.isEmpty() ? root : wrapped;
    WorkflowDefinition definition =
        new WorkflowDefinition(
            kind,
            readOnly(body),
            wrappedIn.isEmpty() ? Map.of() : readOnly(root),
            EffectiveMetadata.of(kind, listed, body, root),
            FrozenMap.over(nodes),
            connections,
            autoStart,
            new DocumentForm(last.layout(), listed, wrappedIn));
    if (!rules.isEmpty()) {
      keepRules(definition, new Location(prefix, places.place(rootOffset)), places);
    }
    return new Assembled(definition, Map.copyOf(hostNodes));
  }

  private void keepRules(WorkflowDefinition definition, Location whole, Locator places) {
    IdentityHashMap<Connection, Integer> drawn = new IdentityHashMap<>();
    for (int number = 0; number < taken.size(); number++) {
      drawn.put(taken.get(number), number);
    }
    new HostRules(rules, findings, host)
        .check(
            definition,
            node -> {
              // where there are rules, no node is defined early
              return drafts.get(node.id()) instanceof NodeEntry draft
                  ? new Location(nodePointer(draft), nodePlace(draft, places))
                  : whole;
            },
            connection -> {
              Integer number = drawn.get(connection);
              return number == null
                  ? whole
                  : new Location(
                      connectionPointer(number), places.place(connectionOffsets.get(number)));
            },
            whole);
  }

  private String connectionPointer(int number) {
    return prefix + "/connections/" + connectionNumbers.get(number);
  }

  private Place nodePlace(NodeEntry draft, Locator places) {
    return listed ? places.place(draft.offset()) : places.placeOfValue(draft.offset());
  }

  @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the map excludes
  private static Map<String, Object> readOnly(Map<String, @Nullable Object> members) {
    return FrozenMap.over(members);
  }

  private Map<String, NodeDefinition> definitions(List<Connection> connections) {
    NamedPorts named = new NamedPorts(types, connections);
    return drafts.mapped((id, draft) -> define(named, draft));
  }

  private void skipUnknown(Locator places) {
    Set<String> unknown = new HashSet<>();
    IdMap<Object> known = new IdMap<>();
    drafts.forEach(
        (id, draft) -> {
          if (isUnknown(draft)) {
            unknown.add(id);
          } else {
            known.put(id, draft);
          }
        });
    drafts = known;
    List<Connection> all = List.copyOf(taken);
    List<Finding> leftOut = new ArrayList<>();
    taken.clear();
    for (int number = 0; number < all.size(); number++) {
      Connection connection = all.get(number);
      if (unknown.contains(connection.sourceNode()) || unknown.contains(connection.targetNode())) {
        skipped.add(connection);
        leftOut.add(leftOut(connection, number, places));
      } else {
        int kept = taken.size();
        taken.add(connection);
        connectionNumbers.set(kept, connectionNumbers.get(number));
        connectionOffsets.set(kept, connectionOffsets.get(number));
      }
    }
    if (!findings.isRejected()) {
      leftOut.forEach(findings::report);
    }
  }

  private Finding leftOut(Connection connection, int number, Locator places) {
    return Finding.at(
            FindingCode.ORPHANED_CONNECTION,
            "The connection "
                + Quote.of(connection.toString())
                + " was skipped together with one of its nodes",
            connectionPointer(number),
            places.place(connectionOffsets.get(number)))
        .withSeverity(Severity.WARNING);
  }
}
