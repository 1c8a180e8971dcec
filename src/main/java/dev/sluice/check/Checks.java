package dev.sluice.check;

import dev.sluice.config.Limits;
import dev.sluice.config.UnknownTypes;
import dev.sluice.finding.Faults;
import dev.sluice.finding.Findings;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Place;
import dev.sluice.record.Locator;
import dev.sluice.record.PlainConnection;
import dev.sluice.record.PlainNode;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.ValueInspector;
import dev.sluice.record.WorkflowRecord;
import dev.sluice.record.WorkflowRecord.Body;
import dev.sluice.stage.Stage;
import dev.sluice.text.Pointers;
import dev.sluice.types.AutoStartRule;
import dev.sluice.types.TypeTable;
import java.util.List;

/**
 * The stage that checks the rules: it passes every record on and adds findings to those of the
 * load.
 *
 * <p>Its {@link #inspector} checks limits and security within configs while values are read. The
 * other rules for a record are checked as the record passes through, and the rules for the graph at
 * the end of the document.
 */
public final class Checks implements Stage<RecordBatch, RecordBatch> {

  private final Findings findings;
  private final UnknownTypes unknown;
  private final TypeTable types;
  private final Reporter reporter;
  private final ConfigRules configs;
  private final GraphIndex graph = new GraphIndex();
  private final NodeRules nodes;
  private final ConnectionRules connections;
  private final HeaderRules headers;

  private String wrappedPrefix = "";
  private String workPrefix = "";
  private String nodesPointer = "";
  private String connectionsPointer = "";

  /** Whether the current connections are outside the wrapped workflow, so not part of its graph. */
  private boolean aroundWorkflow;

  private long nodesOffset = -1;
  private boolean sawNodes;
  private boolean listed;
  private boolean sawEntry;
  private long bodyOffset;

  /**
   * The rules for one document.
   *
   * @param book what the loader's loads have in common
   * @param findings collects the findings
   * @param types the types of the load
   */
  public Checks(
      Limits limits, RuleBook book, UnknownTypes unknown, Findings findings, TypeTable types) {
    this.findings = findings;
    this.unknown = unknown;
    this.types = types;
    reporter = new Reporter(findings, limits);
    configs = new ConfigRules(reporter, book, types);
    DialectNotes dialects = new DialectNotes(reporter);
    nodes = new NodeRules(reporter, graph, types, book, unknown, dialects);
    connections = new ConnectionRules(reporter, graph, dialects);
    headers = new HeaderRules(reporter);
  }

  /** The inspector for the values of the same document. */
  public ValueInspector inspector() {
    return configs;
  }

  @Override
  public Iterable<RecordBatch> feed(RecordBatch batch) {
    for (WorkflowRecord next : batch.records()) {
      check(next, batch.locator());
    }
    return List.of(batch);
  }

  @Override
  public Iterable<RecordBatch> finish() {
    return List.of();
  }

  @Override
  public void close() {
    // holds only memory
  }

  private void check(WorkflowRecord next, Locator locator) {
    configs.recordRead(
        next instanceof WorkflowRecord.End ? Long.MAX_VALUE : next.offset(), typeOf(next));
    if (next instanceof PlainNode node) {
      sawEntry = true;
      nodes.check(node, nodesPointer, locator);
    } else if (next instanceof PlainConnection connection) {
      connections.check(connection, connectionsPointer, locator, !aroundWorkflow);
    } else if (next instanceof WorkflowRecord.NodeEntry node) {
      sawEntry = true;
      nodes.check(node, nodesPointer, locator);
    } else if (next instanceof WorkflowRecord.ConnectionEntry connection) {
      connections.check(connection, connectionsPointer, locator, !aroundWorkflow);
    } else if (next instanceof WorkflowRecord.Member member) {
      checkMember(member, locator);
    } else if (next instanceof WorkflowRecord.Section section) {
      enter(section, locator);
    } else if (next instanceof WorkflowRecord.End end) {
      finish(end, locator);
    }
  }

  private static String typeOf(WorkflowRecord record) {
    if (record instanceof PlainNode plain) {
      return plain.type();
    }
    return record instanceof WorkflowRecord.NodeEntry node && node.fields() != null
        ? node.fields().type()
        : "";
  }

  private void checkMember(WorkflowRecord.Member member, Locator locator) {
    String prefix = prefixOf(member.body());
    if (member.duplicate()) {
      noteDuplicate(member.name(), prefix, member.offset(), locator);
    }
    sawNodes |= member.name().equals("nodes");
    headers.check(member, prefix, locator);
  }

  private void noteDuplicate(String name, String prefix, long offset, Locator locator) {
    if (reporter.wantsDuplicateKey(offset)) {
      reporter.duplicateKey(name, () -> Pointers.child(prefix, name), locator.place(offset));
    }
  }

  private void enter(WorkflowRecord.Section section, Locator locator) {
    String prefix = prefixOf(section.body());
    if (section.duplicate()) {
      noteDuplicate(section.name(), prefix, section.offset(), locator);
    }
    switch (section.name()) {
      case "nodes" -> {
        workPrefix = prefix;
        nodesPointer = prefix + "/nodes";
        sawNodes = true;
        listed = section.listed();
        nodesOffset = section.valueOffset();
        if (section.duplicate()) {
          graph.clearNodes();
          sawEntry = false;
        }
      }
      case "connections" -> {
        connectionsPointer = prefix + "/connections";
        aroundWorkflow = section.body() == Body.ROOT && !wrappedPrefix.isEmpty();
        if (aroundWorkflow) {
          return;
        }
        workPrefix = prefix;
        if (section.duplicate()) {
          graph.clearEdges();
        }
      }
      default -> {
        wrappedPrefix = Pointers.child("", section.name());
        workPrefix = wrappedPrefix;
        bodyOffset = section.valueOffset();
        graph.clearEdges(); // edges before the body do not belong to its graph
      }
    }
  }

  private String prefixOf(Body body) {
    return body == Body.WRAPPED ? wrappedPrefix : "";
  }

  private void finish(WorkflowRecord.End end, Locator locator) {
    reporter.kind(end.kind());
    if (end.foreign()) {
      findings.foreign();
    }
    if (end.kind() == DocumentKind.OTHER) {
      reporter.reject(Faults.notAWorkflow(end.description(), locator.place(end.offset())));
      return;
    }
    if (!end.rootIsObject()) {
      reporter.reject(Faults.rootIsNotAnObject(locator.place(end.offset())));
      return;
    }
    headers.finish(end, listed, locator);
    if (!sawNodes) {
      reporter.report(
          Finding.at(
              FindingCode.MISSING_REQUIRED_KEY,
              "The document has no nodes",
              workPrefix,
              locator.place(workPrefix.isEmpty() ? end.offset() : bodyOffset)));
    } else if (!sawEntry && nodesOffset >= 0) {
      reporter.report(
          Finding.at(
              FindingCode.EMPTY_WORKFLOW,
              "The member \"nodes\" of the workflow is empty",
              workPrefix + "/nodes",
              locator.place(nodesOffset)));
    }
    boolean runs = end.kind() == DocumentKind.WORKFLOW || end.kind() == DocumentKind.SCENARIO;
    new GraphRules(reporter, graph, types, locator).check(runs);
    if (runs && !findings.isRejected()) {
      noteAutoStart(locator.place(end.offset()));
    }
  }

  /** Reports whether assembling will add a start node, even if the document is rejected later. */
  private void noteAutoStart(Place place) {
    AutoStartRule rule = new AutoStartRule();
    int reserved = graph.numberOf(NodeDefinition.AUTO_START);
    for (int node = 0; node < graph.nodeCount(); node++) {
      NodeType type = graph.type(node);
      boolean skipped =
          unknown == UnknownTypes.SKIP && types.orPlaceholder(graph.declaredType(node)).isUnknown();
      if (!skipped) {
        rule.add(type, node == reserved);
      }
    }
    if (rule.isNeeded()) {
      reporter.report(
          Finding.at(
              FindingCode.AUTO_START,
              rule.isAdded()
                  ? "The document has no StartNode; a hidden one was added"
                  : "No start node was added, because the document has a node __auto_start__ of"
                      + " another type",
              "",
              place));
    }
  }
}
