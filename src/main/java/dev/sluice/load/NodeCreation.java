package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.NodeCreator;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.model.Finding;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.Node;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The live nodes of one load, while they are made from what was read. */
final class NodeCreation {

  private final NodeCreator creator;
  private final Outcome<Assembled> read;
  private final Assembled assembled;
  private final Findings findings;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Finding> failures = new ArrayList<>();
  private final @Nullable LoadMeasurement load;
  private final long began = System.nanoTime();
  private int told;

  /**
   * Nodes for a document that was accepted.
   *
   * @param findings a collector that nothing was reported to
   * @param load is told how long it took, if anybody asks
   */
  NodeCreation(
      NodeCreator creator,
      Outcome<Assembled> read,
      Findings findings,
      @Nullable LoadMeasurement load) {
    this.load = load;
    this.creator = creator;
    this.read = read;
    this.assembled = read.value().orElseThrow();
    this.findings = findings;
  }

  /** The nodes in batches, which are kept; subscribed to once. */
  Flux<List<Node>> batches() {
    return creator.create(assembled, findings.profile(), failures::add).doOnNext(nodes::addAll);
  }

  /** What was found about factories that failed since this was last asked. */
  List<Finding> newFailures() {
    List<Finding> untold = List.copyOf(failures.subList(told, failures.size()));
    told = failures.size();
    return untold;
  }

  /** The workflow, once all batches have come. */
  Outcome<WorkflowSchema> outcome() {
    measure();
    Map<String, Node> byId = new LinkedHashMap<>(nodes.size() * 4 / 3 + 1);
    int next = 0;
    for (String id : assembled.definition().nodes().keySet()) {
      byId.put(id, nodes.get(next++));
    }
    WorkflowSchema schema = creator.schema(assembled.definition(), byId);
    return new Outcome<>(read.kind(), Optional.of(schema), Optional.empty(), report());
  }

  /** What there is instead where a factory's failure rejects the document. */
  Outcome<WorkflowSchema> failed(WorkflowException failure) {
    measure();
    findings.resume(read.kind(), read.report());
    return Outcome.failed(failure, findings);
  }

  private ValidationReport report() {
    if (failures.isEmpty()) {
      return read.report();
    }
    findings.resume(read.kind(), read.report());
    failures.forEach(findings::report);
    return findings.report();
  }

  private void measure() {
    if (load != null) {
      load.add(LoadSummary.Stage.CREATE, System.nanoTime() - began);
    }
  }
}
