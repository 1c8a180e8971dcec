package dev.sluice.assemble;

import dev.sluice.assemble.Assembled.Location;
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
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.record.EffectiveMetadata;
import dev.sluice.record.Locator;
import dev.sluice.record.NodeFields;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.WorkflowRecord;
import dev.sluice.record.WorkflowRecord.Body;
import dev.sluice.stage.HostCode;
import dev.sluice.stage.Stage;
import dev.sluice.text.Pointers;
import dev.sluice.text.Quote;
import dev.sluice.types.TypeTable;
import dev.sluice.types.TypeTable.ResolvedType;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.IdMap;
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
 * The stage that assembles records to a definition, which is available at the end of the document
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

  private IdMap<Draft> drafts = new IdMap<>();
  private final List<ConnectionDraft> connectionDrafts = new ArrayList<>();
  private final List<Connection> skipped = new ArrayList<>();

  /** Whether an element has no usable form, so that a definition would lack it. */
  private boolean incomplete;

  private final Map<String, Location> hostNodes = new HashMap<>();
  private WorkflowRecord.@Nullable End end;
  private @Nullable Locator locator;
  private Optional<Assembled> assembled = Optional.empty();

  /** A node whose ports may still depend on later connections. */
  private record Draft(
      NodeFields fields,
      Map<String, Object> members,
      ResolvedType type,
      String token,
      long offset) {}

  private record ConnectionDraft(Connection connection, int number, long offset) {}

  /**
   * An assembler for one document.
   *
   * @param findings determines whether the document is rejected, and collects further findings
   * @param types the types of the load
   * @param rules the host's rules, checked on the definition
   * @param host surrounds the calls of the rules
   */
  public Assembler(
      Findings findings, TypeTable types, UnknownTypes unknown, List<Rule> rules, HostCode host) {
    this.rules = rules;
    this.host = host;
    this.findings = findings;
    this.types = types;
    this.unknown = unknown;
  }

  @Override
  public Iterable<LoadEvent> feed(RecordBatch batch) {
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

  /** Drops the records unless they are assembled: a failure may need their memory. */
  @Override
  public void close() {
    if (assembled.isEmpty()) {
      root.clear();
      wrapped.clear();
      drafts.clear();
      connectionDrafts.clear();
    }
  }

  /**
   * Adds a record.
   *
   * @param places knows the places of the record
   * @return the connection, if the record is a valid one
   */
  Optional<Connection> add(WorkflowRecord next, Locator places) {
    locator = places;
    if (next instanceof WorkflowRecord.NodeEntry node) {
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
    return Optional.empty();
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
          connectionDrafts.clear();
        } else {
          root.put("connections", around);
        }
      }
      default -> {
        if (root.containsKey("connections")) {
          // they are not of the body, but are to be written again
          root.put(
              "connections",
              connectionDrafts.stream().map(draft -> draft.connection().members()).toList());
          connectionDrafts.clear();
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

  private void addNode(WorkflowRecord.NodeEntry node) {
    NodeFields fields = node.fields();
    if (fields == null || node.members() == null || fields.type().isEmpty()) {
      incomplete = true;
      return; // already rejected
    }
    incomplete |=
        !fields.faultyConfig().isEmpty() || (node.listed() && drafts.containsKey(fields.id()));
    ResolvedType type = types.orPlaceholder(fields.type());
    String token = node.listed() ? Integer.toString(node.index()) : node.key();
    drafts.put(fields.id(), new Draft(fields, node.members(), type, token, node.offset()));
    if (type.type().factory() != NodeFactory.PLAIN && locator != null) {
      hostNodes.put(
          fields.id(), new Location(nodePointer(token), locator.placeWithin(node.offset())));
    }
  }

  /** The ids of the nodes so far, in document order. */
  Set<String> ids() {
    return drafts.keySet();
  }

  /** The connections so far. */
  List<Connection> connections() {
    return connectionDrafts.stream().map(ConnectionDraft::connection).toList();
  }

  /** The number of connections so far. */
  int connectionCount() {
    return connectionDrafts.size();
  }

  /** Whether members of this body are those of the workflow, as far as it is known. */
  boolean isWorkflow(Body body) {
    return body == Body.WRAPPED || wrappedIn.isEmpty();
  }

  /** The connections left out with skipped nodes, after the stage has finished. */
  List<Connection> skippedConnections() {
    return skipped;
  }

  /** Whether no registry knows the type of a node. */
  boolean isUnknown(String id) {
    return Objects.requireNonNull(drafts.get(id)).type().isUnknown();
  }

  /** A node as far as it is known before all connections are read. */
  NodeDefinition draft(String id) {
    Draft draft = Objects.requireNonNull(drafts.get(id));
    return new NamedPorts(types, List.of())
        .define(id, draft.type(), draft.fields(), draft.members());
  }

  private String nodePointer(String token) {
    return Pointers.child(prefix + "/nodes", token);
  }

  private Optional<Connection> addConnection(WorkflowRecord.ConnectionEntry entry) {
    ConnectionEnds ends = entry.ends();
    Map<String, Object> members = entry.members();
    if (ends == null || members == null) {
      incomplete |= around == null;
      return Optional.empty();
    }
    if (around != null) {
      around.add(members);
      return Optional.empty();
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
    Connection connection = new Connection(sourceNode, sourcePort, targetNode, targetPort, members);
    connectionDrafts.add(new ConnectionDraft(connection, entry.index(), entry.offset()));
    return Optional.of(connection);
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
        skipped.clear(); // nothing is left out of a document that gives no workflow
      }
    }
    List<Connection> connections = new ArrayList<>(connectionDrafts.size());
    for (ConnectionDraft draft : connectionDrafts) {
      connections.add(draft.connection());
    }
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
    IdentityHashMap<Connection, ConnectionDraft> drawn = new IdentityHashMap<>();
    connectionDrafts.forEach(draft -> drawn.put(draft.connection(), draft));
    new HostRules(rules, findings, host)
        .check(
            definition,
            node -> {
              Draft draft = drafts.get(node.id());
              return draft == null
                  ? whole
                  : new Location(nodePointer(draft.token()), nodePlace(draft, places));
            },
            connection -> {
              ConnectionDraft draft = drawn.get(connection);
              return draft == null
                  ? whole
                  : new Location(
                      prefix + "/connections/" + draft.number(), places.place(draft.offset()));
            },
            whole);
  }

  private Place nodePlace(Draft draft, Locator places) {
    return listed ? places.place(draft.offset()) : places.placeOfValue(draft.offset());
  }

  @SuppressWarnings("NullAway") // JSON null is a value here, which the JDK's Map cannot express
  private static Map<String, Object> readOnly(Map<String, @Nullable Object> members) {
    return FrozenMap.over(members);
  }

  private Map<String, NodeDefinition> definitions(List<Connection> connections) {
    NamedPorts named = new NamedPorts(types, connections);
    return drafts.mapped(
        (id, draft) -> named.define(id, draft.type(), draft.fields(), draft.members()));
  }

  private void skipUnknown(Locator places) {
    List<Finding> leftOut = new ArrayList<>();
    Set<String> unknown = new HashSet<>();
    drafts.forEach(
        (id, draft) -> {
          if (draft.type().isUnknown()) {
            unknown.add(id);
          }
        });
    IdMap<Draft> known = new IdMap<>();
    drafts.forEach(
        (id, draft) -> {
          if (!unknown.contains(id)) {
            known.put(id, draft);
          }
        });
    drafts = known;
    connectionDrafts.removeIf(
        draft -> {
          boolean kept =
              !unknown.contains(draft.connection().sourceNode())
                  && !unknown.contains(draft.connection().targetNode());
          if (!kept) {
            skipped.add(draft.connection());
            leftOut.add(
                Finding.at(
                        FindingCode.ORPHANED_CONNECTION,
                        "The connection "
                            + Quote.of(draft.connection().toString())
                            + " was left out together with a node that was skipped",
                        prefix + "/connections/" + draft.number(),
                        places.place(draft.offset()))
                    .withSeverity(Severity.WARNING));
          }
          return !kept;
        });
    if (!findings.isRejected()) {
      leftOut.forEach(findings::report);
    }
  }
}
