package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.Input;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowSkeleton;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The result of previewing one input.
 *
 * @param answer the part that is common to all commands
 * @param skeleton the skeleton; empty if the input is rejected
 */
record SkeletonAnswer(Answer answer, Optional<WorkflowSkeleton> skeleton) {

  /** Previews an input; never fails because of its content. */
  static Mono<SkeletonAnswer> of(WorkflowLoader loader, Input input) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          return loader
              .skeleton(input.source())
              .map(skeleton -> shown(input, skeleton, since(start)))
              .onErrorResume(
                  WorkflowException.class,
                  failure -> Mono.just(rejected(input, failure, since(start))));
        });
  }

  private static SkeletonAnswer shown(Input input, WorkflowSkeleton skeleton, Duration took) {
    return new SkeletonAnswer(
        new Answer(
            input,
            Optional.of(skeleton.kind()),
            Optional.empty(),
            ValidationReport.CLEAN,
            true,
            took),
        Optional.of(skeleton));
  }

  private static SkeletonAnswer rejected(Input input, WorkflowException failure, Duration took) {
    Answer answer = Answer.of(input, failure, took);
    Optional<DocumentKind> kind =
        failure.code() == FindingCode.NOT_A_WORKFLOW
            ? Optional.of(DocumentKind.OTHER)
            : Optional.empty();
    return new SkeletonAnswer(
        new Answer(input, kind, Optional.empty(), answer.report(), answer.readable(), took),
        Optional.empty());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
