package dev.sluice.assemble;

import dev.sluice.config.UnknownTypes;
import dev.sluice.finding.Findings;
import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Place;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.WorkflowRecord;
import dev.sluice.stage.Stage;
import dev.sluice.value.Frozen;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The stage that assembles a document and emits events about the parts assembled so far.
 *
 * <p>Each batch of records produces a limited number of events, in document order. The findings of
 * a record follow the event about it. The order does not depend on the chunks if the batches come
 * from a stepwise reader. Consecutive nodes or connections without findings are emitted as one
 * event.
 */
public final class EventAssembler implements Stage<RecordBatch, LoadEvent> {

  /** The maximum number of nodes or connections of one event. */
  private static final int RUN = 256;

  private final Assembler assembler;
  private final UnknownTypes unknown;
  private final LongSupplier bytesRead;
  private final OptionalLong totalBytes;

  private final List<Finding> found = new ArrayList<>();
  private List<LoadEvent> events = new ArrayList<>();
  private final List<NodeDefinition> nodes = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();

  /** The places of the nodes or of the connections that are about to be emitted. */
  private final List<Place> places = new ArrayList<>();

  private final MemberEvents members = new MemberEvents();

  /** Ids of nodes that were emitted and not withdrawn, or are about to be emitted. */
  private final Set<String> emitted = new LinkedHashSet<>();

  private WorkflowMetadata header = WorkflowMetadata.EMPTY;
  private boolean headerEmitted;
  private LoadEvent.Counted counted = new LoadEvent.Counted(0, 0);
  private long bytesEmitted = -1;

  /**
   * An assembler that emits the events of one load.
   *
   * @param assembler assembles the records
   * @param findings the findings of this load, which are emitted when they are found
   * @param unknown whether nodes of unknown types are emitted
   * @param bytesRead the number of bytes read from the source so far
   * @param totalBytes the size of the source, if known
   */
  public EventAssembler(
      Assembler assembler,
      Findings findings,
      UnknownTypes unknown,
      LongSupplier bytesRead,
      OptionalLong totalBytes) {
    this.assembler = assembler;
    this.unknown = unknown;
    this.bytesRead = bytesRead;
    this.totalBytes = totalBytes;
    findings.forward(found::add);
  }

  @Override
  public Iterable<LoadEvent> feed(RecordBatch batch) {
    if (!batch.records().isEmpty()) {
      emitProgress();
    }
    for (WorkflowRecord next : batch.records()) {
      if (next instanceof WorkflowRecord.NodeEntry node) {
        emitNode(node, batch);
      } else if (next instanceof WorkflowRecord.ConnectionEntry) {
        emitConnection(next, batch);
      } else {
        emitRuns();
        emitCounts(assembler.connectionCount());
        emitOther(next, batch);
      }
      emitFindings();
    }
    if (batch.records().isEmpty() || nodes.size() >= RUN || connections.size() >= RUN) {
      emitRuns();
    }
    return take();
  }

  @Override
  public Iterable<LoadEvent> finish() {
    int connections = assembler.connectionCount();
    assembler.finish();
    emitProgress();
    withdrawConnections(assembler.skippedConnections());
    emitCounts(connections - assembler.skippedConnections().size());
    assembler
        .assembled()
        .map(whole -> whole.definition().metadata())
        .filter(metadata -> !headerEmitted || !metadata.equals(header))
        .ifPresent(this::emitHeader);
    assembler.assembled().ifPresent(whole -> members.end(whole.definition(), events::add));
    emitFindings();
    return take();
  }

  /** Emits the findings before a failure, even if they are about the last bytes. */
  @Override
  public Iterable<LoadEvent> breakOff() {
    emitRuns();
    emitFindings();
    return take();
  }

  @Override
  public void close() {
    assembler.close();
  }

  private void emitNode(WorkflowRecord.NodeEntry node, RecordBatch batch) {
    if (!connections.isEmpty()) {
      emitRuns();
    }
    String id = node.fields() == null ? "" : node.fields().id();
    assembler.add(node, batch.locator());
    if (emitted.remove(id)) {
      emitRuns();
      events.add(new LoadEvent.NodesWithdrawn(List.of(id)));
    }
    if (assembler.ids().contains(id)) {
      NodeDefinition draft = assembler.draft(id);
      if (unknown != UnknownTypes.SKIP || !assembler.isUnknown(id)) {
        nodes.add(draft);
        places.add(
            node.listed()
                ? batch.locator().place(node.offset())
                : batch.locator().placeOfValue(node.offset()));
        emitted.add(id);
      }
    }
  }

  private void emitConnection(WorkflowRecord next, RecordBatch batch) {
    if (!nodes.isEmpty()) {
      emitRuns();
    }
    Connection connection = assembler.add(next, batch.locator());
    if (connection != null) {
      connections.add(connection);
      places.add(batch.locator().place(next.offset()));
    }
  }

  private void emitOther(WorkflowRecord next, RecordBatch batch) {
    if (next instanceof WorkflowRecord.Section section && !assembler.isAroundWorkflow(section)) {
      withdraw(section.name());
    }
    assembler.add(next, batch.locator());
    if (next instanceof WorkflowRecord.Member member) {
      if (member.name().equals("metadata") && member.value() instanceof Map<?, ?> metadata) {
        emitHeader(new WorkflowMetadata(Frozen.object(metadata)));
      } else if (assembler.isWorkflow(member.body())) {
        members.read(member.name(), member.value(), events::add);
      }
    }
  }

  /** Withdraws the elements that a later section with this name replaces, whatever its body. */
  private void withdraw(String section) {
    if (section.equals("nodes") && !emitted.isEmpty()) {
      events.add(new LoadEvent.NodesWithdrawn(List.copyOf(emitted)));
      emitted.clear();
    } else if (!section.equals("nodes")) {
      withdrawConnections(assembler.connections());
    }
    if (!section.equals("nodes") && !section.equals("connections")) {
      members.reset(events::add);
    }
  }

  private void withdrawConnections(List<Connection> withdrawn) {
    if (!withdrawn.isEmpty()) {
      events.add(new LoadEvent.ConnectionsWithdrawn(withdrawn));
    }
  }

  private void emitHeader(WorkflowMetadata metadata) {
    header = metadata;
    headerEmitted = true;
    events.add(new LoadEvent.HeaderRead(metadata));
  }

  private void emitRuns() {
    if (!nodes.isEmpty()) {
      events.add(new LoadEvent.NodesRead(List.copyOf(nodes), List.copyOf(places)));
      nodes.clear();
      places.clear();
    }
    if (!connections.isEmpty()) {
      events.add(new LoadEvent.ConnectionsRead(List.copyOf(connections), List.copyOf(places)));
      connections.clear();
      places.clear();
    }
  }

  private void emitCounts(int connections) {
    LoadEvent.Counted now = new LoadEvent.Counted(emitted.size(), connections);
    if (!now.equals(counted)) {
      counted = now;
      events.add(now);
    }
  }

  private void emitProgress() {
    long bytes = bytesRead.getAsLong();
    if (bytes != bytesEmitted) {
      bytesEmitted = bytes;
      events.add(new LoadEvent.Progress(bytes, totalBytes));
    }
  }

  private void emitFindings() {
    if (!found.isEmpty()) {
      emitRuns();
      found.forEach(finding -> events.add(new LoadEvent.FindingFound(finding)));
      found.clear();
    }
  }

  private List<LoadEvent> take() {
    if (events.isEmpty()) {
      return List.of();
    }
    List<LoadEvent> emitted = events;
    events = new ArrayList<>();
    return emitted;
  }
}
