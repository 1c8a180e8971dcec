package dev.sluice.cli.answer;

import dev.sluice.Inspection;
import dev.sluice.LoadResult;
import dev.sluice.ReadResult;
import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.locate.LogicalPlaces;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import java.time.Duration;
import java.util.Map;
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
 * @param took from the start of the load to its end
 * @param places the logical places of findings by pointer, as far as they were requested
 */
public record Answer(
    Input input,
    Optional<DocumentKind> kind,
    Optional<WorkflowDefinition> definition,
    ValidationReport report,
    boolean readable,
    Duration took,
    Map<String, String> places) {

  /** An answer without logical places. */
  public Answer(
      Input input,
      Optional<DocumentKind> kind,
      Optional<WorkflowDefinition> definition,
      ValidationReport report,
      boolean readable,
      Duration took) {
    this(input, kind, definition, report, readable, took, Map.of());
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
    return new Answer(input, kind, definition, other, readable, took, places);
  }

  /** The logical place of a finding, see {@link LogicalPlaces}. */
  public String placeOf(Finding finding) {
    String place = places.get(finding.pointer());
    return place == null ? LogicalPlaces.of(finding.pointer()) : place;
  }

  /** The same answer with the logical places of its findings, for which the input is read again. */
  public Mono<Answer> placed(Limits limits) {
    if (report.findings().isEmpty()) {
      return Mono.just(this);
    }
    return new LogicalPlaces(report.findings().stream().map(Finding::pointer).toList())
        .read(input.source(), limits)
        .map(found -> new Answer(input, kind, definition, report, readable, took, found));
  }
}
