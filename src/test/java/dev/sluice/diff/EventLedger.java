package dev.sluice.diff;

import dev.sluice.error.WorkflowException;
import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.LoadEvent.ConnectionsRead;
import dev.sluice.model.LoadEvent.ConnectionsWithdrawn;
import dev.sluice.model.LoadEvent.Counted;
import dev.sluice.model.LoadEvent.FindingFound;
import dev.sluice.model.LoadEvent.FramesRead;
import dev.sluice.model.LoadEvent.HeaderRead;
import dev.sluice.model.LoadEvent.Loaded;
import dev.sluice.model.LoadEvent.NodesCreated;
import dev.sluice.model.LoadEvent.NodesRead;
import dev.sluice.model.LoadEvent.NodesWithdrawn;
import dev.sluice.model.LoadEvent.Progress;
import dev.sluice.model.LoadEvent.SettingsRead;
import dev.sluice.model.LoadEvent.VariablesRead;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A user interface that follows the events: it adds what they emit and removes what they withdraw.
 */
final class EventLedger implements Consumer<LoadEvent> {

  private final Map<String, NodeDefinition> nodes = new LinkedHashMap<>();
  private final List<Connection> connections = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Node> created = new ArrayList<>();
  private WorkflowMetadata header = WorkflowMetadata.EMPTY;
  private Map<String, Object> variables = Map.of();
  private Map<String, Object> settings = WorkflowDefinition.DEFAULT_SETTINGS;
  private List<Object> frames = List.of();
  private Counted counted = new Counted(0, 0);
  private final StringBuilder order = new StringBuilder();
  private long progress = -1;
  private Optional<Loaded> end = Optional.empty();
  private String fault = "";

  @Override
  public void accept(LoadEvent event) {
    note(event);
    if (event instanceof NodesRead read) {
      read.nodes().forEach(this::add);
    } else if (event instanceof NodesWithdrawn withdrawn) {
      withdrawn.ids().forEach(this::remove);
    } else if (event instanceof ConnectionsRead read) {
      connections.addAll(read.connections());
    } else if (event instanceof ConnectionsWithdrawn withdrawn) {
      withdrawn.connections().forEach(this::remove);
    } else if (event instanceof FindingFound found) {
      findings.add(found.finding());
    } else if (event instanceof HeaderRead read) {
      header = read.metadata();
    } else if (event instanceof VariablesRead read) {
      variables = read.variables();
    } else if (event instanceof SettingsRead read) {
      settings = read.settings();
    } else if (event instanceof FramesRead read) {
      frames = read.frames();
    } else if (event instanceof Counted numbers) {
      counted = numbers;
    } else if (event instanceof NodesCreated made) {
      created.addAll(made.nodes());
    } else if (event instanceof Progress far) {
      check(far.bytes() > progress, "no progress from " + progress + " to " + far.bytes());
      progress = far.bytes();
    } else if (event instanceof Loaded loaded) {
      end = Optional.of(loaded);
    }
  }

  /** Notes what is emitted, one element after the other: only progress depends on the cuts. */
  private void note(LoadEvent event) {
    if (event instanceof NodesRead read) {
      for (int i = 0; i < read.nodes().size(); i++) {
        NodeDefinition node = read.nodes().get(i);
        note("node", node.id() + ":" + node.type().name() + " at " + read.places().get(i));
      }
    } else if (event instanceof NodesWithdrawn withdrawn) {
      note("no nodes", withdrawn.ids());
    } else if (event instanceof ConnectionsRead read) {
      for (int i = 0; i < read.connections().size(); i++) {
        note("connection", read.connections().get(i) + " at " + read.places().get(i));
      }
    } else if (event instanceof ConnectionsWithdrawn withdrawn) {
      note("no connections", withdrawn.connections());
    } else if (event instanceof FindingFound found) {
      note("finding", Verdict.text(found.finding()));
    } else if (event instanceof NodesCreated made) {
      made.nodes().forEach(node -> note("created", node.id()));
    } else if (event instanceof Counted numbers) {
      note("counted", numbers);
    } else if (!(event instanceof Progress)) {
      note(event.getClass().getSimpleName(), "");
    }
  }

  private void note(String what, Object which) {
    order.append("\n    ").append(what).append(' ').append(which);
  }

  private void add(NodeDefinition node) {
    check(nodes.put(node.id(), node) == null, "node told twice: " + node.id());
  }

  private void remove(String id) {
    check(nodes.remove(id) != null, "node withdrawn that was not told: " + id);
  }

  private void remove(Connection connection) {
    check(connections.remove(connection), "connection withdrawn that was not told: " + connection);
  }

  private void check(boolean holds, String otherwise) {
    if (!holds && fault.isEmpty()) {
      fault = otherwise;
    }
  }

  /** The events of an accepted document. */
  Verdict verdict() {
    if (end.isEmpty()) {
      return new Verdict().say(Verdict.Part.ENDING, "completed without a last event");
    }
    Loaded loaded = end.get();
    check(loaded.report());
    check(loaded.schema().definition());
    return new Verdict()
        .report(loaded.report())
        .schema(loaded.schema())
        .say(Verdict.Part.EVENTS, fault)
        .say(Verdict.Part.TOLD, standing())
        .say(Verdict.Part.ORDER, order.toString());
  }

  /** The events before a failure; only the failure itself has the finding that ended the pass. */
  Verdict verdict(RuntimeException failure) {
    if (failure instanceof WorkflowException typed) {
      findings.add(typed.finding());
      check(typed.report());
    }
    return Verdict.of(failure)
        .say(Verdict.Part.EVENTS, fault)
        .say(Verdict.Part.TOLD, standing())
        .say(Verdict.Part.ORDER, order.toString());
  }

  /** What stands at the end, without findings and progress. */
  private String standing() {
    StringBuilder text = new StringBuilder();
    Verdict.value(text.append("header "), header.members());
    for (NodeDefinition node : new TreeMap<>(nodes).values()) {
      Verdict.node(text.append("\n    "), node);
    }
    connections.forEach(connection -> Verdict.connection(text.append("\n    "), connection));
    return text.toString();
  }

  /**
   * Checks that the findings of a report were emitted, and no others, apart from those over the
   * limit.
   */
  private void check(ValidationReport report) {
    Set<String> told = Verdict.texts(findings);
    Set<String> reported = Verdict.texts(report.findings());
    check(report.omitted() > 0 || told.equals(reported), "findings " + told + "\n  of " + reported);
  }

  /**
   * Checks that what was emitted and not withdrawn is the workflow without what the loader added.
   */
  private void check(WorkflowDefinition definition) {
    check(header.equals(definition.metadata()), "header " + header.members());
    check(variables.equals(definition.variables()), "variables " + variables);
    check(settings.equals(definition.settings()), "settings " + settings);
    check(frames.equals(definition.frames()), "frames " + frames);
    check(counted.equals(new Counted(nodes.size(), connections.size())), "counts " + counted);
    Map<String, NodeDefinition> written = new LinkedHashMap<>(definition.nodes());
    List<Connection> edges = new ArrayList<>(definition.connections());
    if (definition.autoStart()) {
      written.remove("__auto_start__");
      edges.removeIf(edge -> edge.members().isEmpty());
    }
    check(text(written).equals(text(nodes)), "nodes " + text(nodes) + " of " + text(written));
    check(edges.equals(connections), "connections " + connections + " of " + edges);
    List<String> made = created.stream().map(Node::id).toList();
    check(made.equals(List.copyOf(definition.nodes().keySet())), "created " + made);
  }

  private static String text(Map<String, NodeDefinition> nodes) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(nodes).values().forEach(node -> Verdict.node(text.append("\n    "), node));
    return text.toString();
  }
}
