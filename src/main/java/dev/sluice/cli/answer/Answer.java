package dev.sluice.cli.answer;

import dev.sluice.Inspection;
import dev.sluice.LoadResult;
import dev.sluice.ReadResult;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import java.time.Duration;
import java.util.Optional;

/**
 * The result for one input.
 *
 * @param input the input
 * @param kind the kind of the document; empty if nothing could be read
 * @param definition the definition; empty if the document is rejected or only checked
 * @param report all findings
 * @param readable whether the input could be read
 * @param took from the start of the load to its end
 */
public record Answer(
    Input input,
    Optional<DocumentKind> kind,
    Optional<WorkflowDefinition> definition,
    ValidationReport report,
    boolean readable,
    Duration took) {

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
}
