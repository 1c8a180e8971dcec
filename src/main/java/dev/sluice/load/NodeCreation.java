package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.NodeCreator;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.model.Finding;
import dev.sluice.model.LoadStage;
import dev.sluice.model.Node;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.stage.HostCode;
import dev.sluice.value.FrozenMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The creation of one load's nodes from its definition; for one subscription. */
final class NodeCreation {

  private final NodeCreator creator;
  private final Outcome<Assembled> read;
  private final Assembled assembled;
  private final Findings findings;
  private final HostCode host;
  private final LoadMeasurement measurement;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Finding> failures = new ArrayList<>();
  private final long began = System.nanoTime();
  private int reported;

  /**
   * A creation for a document that was accepted.
   *
   * @param findings a collector without findings
   * @param host surrounds the calls of factories
   */
  NodeCreation(
      NodeCreator creator,
      Outcome<Assembled> read,
      Findings findings,
      HostCode host,
      LoadMeasurement measurement) {
    this.creator = creator;
    this.read = read;
    this.assembled = read.value().orElseThrow();
    this.findings = findings;
    this.host = host;
    this.measurement = measurement;
  }

  /** The workflow, or the rejection that a failed factory causes under the strict profile. */
  Mono<Outcome<WorkflowSchema>> outcome() {
    if (creator.needsNoFactory(assembled)) {
      return Mono.fromSupplier(
          () -> created(FrozenMap.mapped(assembled.definition().nodes(), NodeFactory::plain)));
    }
    return batches()
        .then(Mono.fromSupplier(this::created))
        .onErrorResume(WorkflowException.class, failure -> Mono.just(failed(failure)));
  }

  /** The nodes in batches; this object keeps the nodes too. */
  Flux<List<Node>> batches() {
    return creator
        .create(assembled, findings.profile(), host, failures::add)
        .doOnNext(nodes::addAll);
  }

  /** The findings about factories that failed since the last call. */
  List<Finding> newFailures() {
    List<Finding> unreported = List.copyOf(failures.subList(reported, failures.size()));
    reported = failures.size();
    return unreported;
  }

  /** The workflow, once all batches have been emitted. */
  Outcome<WorkflowSchema> created() {
    return created(FrozenMap.withValues(assembled.definition().nodes(), nodes));
  }

  private Outcome<WorkflowSchema> created(Map<String, Node> byId) {
    measure();
    WorkflowSchema schema = creator.schema(assembled.definition(), byId);
    return new Outcome<>(read.kind(), Optional.of(schema), Optional.empty(), report());
  }

  /** The rejection of the document by a factory's failure. */
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
    measurement.add(LoadStage.CREATE, System.nanoTime() - began);
  }
}
