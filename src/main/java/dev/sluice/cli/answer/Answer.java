package dev.sluice.cli.answer;

import dev.sluice.Inspection;
import dev.sluice.LoadResult;
import dev.sluice.ReadResult;
import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.fix.FixableFindings;
import dev.sluice.locate.LogicalPlaces;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The result for one input.
 *
 * @param input the input
 * @param kind the kind of the document; empty if nothing could be read
 * @param definition the definition; empty if the document is rejected or only checked
 * @param report all findings
 * @param readable whether the input could be read
 * @param took the time from the start of the load to its end
 * @param found the logical places of findings and the types of their nodes, if they were requested
 * @param fixable which findings {@code fix} corrects, if that was requested
 */
public record Answer(
    Input input,
    Optional<DocumentKind> kind,
    Optional<WorkflowDefinition> definition,
    ValidationReport report,
    boolean readable,
    Duration took,
    LogicalPlaces.Found found,
    FixableFindings fixable) {

  /** An answer without logical places. */
  public Answer(
      Input input,
      Optional<DocumentKind> kind,
      Optional<WorkflowDefinition> definition,
      ValidationReport report,
      boolean readable,
      Duration took) {
    this(
        input,
        kind,
        definition,
        report,
        readable,
        took,
        LogicalPlaces.Found.NOTHING,
        FixableFindings.NONE);
  }

  public static Answer of(Input input, LoadResult result, Duration took) {
    return new Answer(
        input, Optional.of(result.kind()), result.definition(), result.report(), true, took);
  }

  public static Answer of(Input input, ReadResult result, Duration took) {
    return new Answer(
        input, Optional.of(result.kind()), result.definition(), result.report(), true, took);
  }

  public static Answer of(Input input, Inspection result, Duration took) {
    return new Answer(
        input, Optional.of(result.kind()), Optional.empty(), result.report(), true, took);
  }

  public static Answer of(Input input, WorkflowException failure, Duration took) {
    return new Answer(
        input,
        Optional.empty(),
        Optional.empty(),
        failure.report(),
        ExitCode.isAboutDocument(failure),
        took);
  }

  /** The same answer with another report. */
  public Answer with(ValidationReport other) {
    return new Answer(input, kind, definition, other, readable, took, found, fixable);
  }

  /** The logical place of a finding, see {@link LogicalPlaces}. */
  public String placeOf(Finding finding) {
    return found.placeOf(finding.pointer());
  }

  /**
   * The same answer with the logical places of its findings, for which the input is read again.
   *
   * @param typed whether the types of their nodes are needed too
   */
  public Mono<Answer> placed(Limits limits, boolean typed) {
    if (report.findings().isEmpty()) {
      return Mono.just(this);
    }
    return new LogicalPlaces(report.findings().stream().map(Finding::pointer).toList(), typed)
        .read(input.source(), limits)
        .map(read -> new Answer(input, kind, definition, report, readable, took, read, fixable));
  }

  /** The same answer with the findings that {@code fix} corrects. */
  public Answer with(FixableFindings fixed) {
    return new Answer(input, kind, definition, report, readable, took, found, fixed);
  }
}
