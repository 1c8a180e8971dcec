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

/** Creates the live nodes of one load. */
final class NodeCreation {

  private final NodeCreator creator;
  private final Outcome<Assembled> read;
  private final Assembled assembled;
  private final Findings findings;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Finding> failures = new ArrayList<>();
  private final @Nullable LoadMeasurement load;
  private final long began = System.nanoTime();
  private int reported;

  /**
   * Creates nodes for an accepted document.
   *
   * @param findings an empty collector
   * @param load measures the creation, if the load is measured
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

  /** Creates the nodes in batches and keeps them; subscribe only once. */
  Flux<List<Node>> batches() {
    return creator.create(assembled, findings.profile(), failures::add).doOnNext(nodes::addAll);
  }

  /** The findings about failed factories since the last call. */
  List<Finding> newFailures() {
    List<Finding> unreported = List.copyOf(failures.subList(reported, failures.size()));
    reported = failures.size();
    return unreported;
  }

  /** The workflow, after all batches. */
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

  /** The outcome if the failure of a factory rejects the document. */
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
