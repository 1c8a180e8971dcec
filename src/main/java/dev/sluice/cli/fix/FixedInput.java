package dev.sluice.cli.fix;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.Input;
import dev.sluice.error.WorkflowException;
import dev.sluice.fix.Fix;
import dev.sluice.fix.FixResult;
import dev.sluice.fix.WorkflowFixer;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.model.Rejection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One input and its corrections.
 *
 * @param input the input
 * @param result the corrections; empty if the input cannot be read
 * @param error why it is left as it is; empty if nothing prevents its correction
 * @param outcome the outcome
 */
public record FixedInput(
    Input input, Optional<FixResult> result, Optional<Finding> error, Outcome outcome) {

  /** The outcome for an input. */
  public enum Outcome {
    /** It has nothing to correct. */
    UNCHANGED("unchanged"),
    /** It is corrected. */
    FIXED("fixed"),
    /** It would be corrected. */
    FIXABLE("fixable"),
    /** It is left as it is, because a correction would cause an error. */
    REFUSED("refused"),
    /** It is not a workflow that can be loaded. */
    REJECTED("rejected"),
    /** It cannot be read. */
    UNREADABLE("unreadable"),
    /** It cannot be written. */
    UNWRITABLE("unwritable");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** The name in results. */
    public String label() {
      return label;
    }
  }

  /**
   * Corrects inputs in parallel and returns them in order, at most {@code threads} ahead of the
   * consumer. Closing the stream cancels the running work.
   */
  public static Stream<FixedInput> all(WorkflowFixer fixer, Flux<Input> inputs, int threads) {
    return Boundary.around(
            Boundary.entrance(inputs)
                .flatMapSequential(input -> Boundary.entrance(of(fixer, input)), threads, 1))
        .toStream(1);
  }

  private static Mono<FixedInput> of(WorkflowFixer fixer, Input input) {
    return fixer
        .fix(input.source())
        .map(result -> of(input, result))
        .onErrorResume(
            WorkflowException.class,
            failure -> {
              Outcome outcome =
                  ExitCode.isAboutDocument(failure) ? Outcome.REJECTED : Outcome.UNREADABLE;
              return Mono.just(
                  new FixedInput(input, Optional.empty(), Optional.of(failure.finding()), outcome));
            });
  }

  private static FixedInput of(Input input, FixResult result) {
    Optional<Finding> rejection = result.report().rejection().map(Rejection::finding);
    if (result.original().isEmpty()) {
      return new FixedInput(input, Optional.of(result), rejection, Outcome.REJECTED);
    }
    if (result.refusal().isPresent()) {
      return new FixedInput(input, Optional.of(result), result.refusal(), Outcome.REFUSED);
    }
    Outcome outcome = result.corrected().isPresent() ? Outcome.FIXABLE : Outcome.UNCHANGED;
    return new FixedInput(input, Optional.of(result), Optional.empty(), outcome);
  }

  /** Whether it was found in a directory and is not meant as a workflow. */
  public boolean isForeign() {
    return input.found() && result.map(found -> found.report().foreign()).orElse(false);
  }

  /** The same input, corrected. */
  public FixedInput fixed() {
    return new FixedInput(input, result, error, Outcome.FIXED);
  }

  /** The same input, which cannot be written. */
  public FixedInput unwritable(String reason) {
    Finding finding = Finding.of(FindingCode.UNWRITABLE, reason);
    return new FixedInput(input, result, Optional.of(finding), Outcome.UNWRITABLE);
  }

  /** The corrections that are made, or would be. */
  public List<Fix> made() {
    return result.map(FixResult::made).orElse(List.of());
  }

  /** The corrections that were found and are not made. */
  public List<Fix> left() {
    return result.map(FixResult::left).orElse(List.of());
  }

  /** The places of corrections that correspond to findings of the document. */
  Map<FindingCode, Map<String, Place>> places() {
    Map<FindingCode, Map<String, Place>> places = new EnumMap<>(FindingCode.class);
    for (Finding finding : result.map(found -> found.report().findings()).orElse(List.of())) {
      if (Fix.CODES.contains(finding.code()) && finding.place().isPresent()) {
        places
            .computeIfAbsent(finding.code(), any -> new HashMap<>())
            .putIfAbsent(finding.pointer(), finding.place().get());
      }
    }
    return places;
  }
}
