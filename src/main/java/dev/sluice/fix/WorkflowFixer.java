package dev.sluice.fix;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.diff.Fold;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.flow.Boundary;
import dev.sluice.load.KeptSource;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.source.ByteSource;
import dev.sluice.write.WriteOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Corrects documents in passes, until nothing is left to correct; the result of each pass is read
 * again.
 *
 * <p>Dialects are corrected first; they are kept if the canonical form differs in more than its
 * notation. If the corrected text has an error that the document does not have, the document is
 * left as it is.
 */
public final class WorkflowFixer {

  private static final int MOST_PASSES = 10;

  private final WorkflowLoader loader;
  private final NodeRegistry registry;
  private final Limits limits;
  private final FixOptions options;

  /**
   * A fixer.
   *
   * @param loader reads documents; it must keep nodes of unknown types
   * @param registry the types of the loader
   * @param limits the limits of the loader
   */
  public WorkflowFixer(
      WorkflowLoader loader, NodeRegistry registry, Limits limits, FixOptions options) {
    this.loader = loader;
    this.registry = registry;
    this.limits = limits;
    this.options = options;
  }

  /** The state of one document between two passes. */
  private record State(
      ReadResult first,
      KeptSource stored,
      WorkflowDefinition now,
      FixOptions options,
      List<Fix> made,
      List<Fix> left,
      int passes) {

    /** The state after the corrections of a pass; all other corrections are then tried again. */
    State after(WorkflowDefinition corrected, FixPass pass, FixOptions wanted) {
      List<Fix> all = new ArrayList<>(made);
      all.addAll(pass.made());
      return new State(first, stored, corrected, wanted, all, List.of(), passes + 1);
    }

    /** The state without the corrections of dialects, which would lose something. */
    State withoutDialects(List<Fix> refused) {
      return new State(
          first, stored, now, options.without(FindingCode.DIALECT), made, refused, passes + 1);
    }

    FixResult ended(List<Fix> last) {
      List<Fix> all = new ArrayList<>(left);
      all.addAll(last);
      return new FixResult(
          first.report(),
          first.definition(),
          made.isEmpty() ? Optional.empty() : Optional.of(now),
          made,
          all,
          Optional.of(stored.kept()),
          Optional.empty());
    }

    FixResult refused(Finding error) {
      return new FixResult(
          first.report(),
          first.definition(),
          Optional.empty(),
          made,
          left,
          Optional.of(stored.kept()),
          Optional.of(error));
    }
  }

  /**
   * The corrections of a document.
   *
   * <p>Cold; emits on the loader's scheduler. Fails as the loader's {@code tryRead} does. Nothing
   * is written.
   *
   * @param source the document, which is kept in memory as it is stored
   */
  public Mono<FixResult> fix(ByteSource source) {
    return Boundary.around(
        Mono.defer(
            () -> {
              KeptSource kept = new KeptSource(source);
              return loader.tryRead(kept).flatMap(first -> begin(first, kept));
            }));
  }

  /**
   * The findings of a document that would be corrected.
   *
   * <p>Cold; emits on the loader's scheduler. Fails as {@link #fix} does.
   */
  public Mono<FixableFindings> fixable(ByteSource source) {
    return fix(source)
        .map(
            result ->
                FixableFindings.of(
                    result,
                    result
                        .original()
                        .map(it -> FixPass.of(it, options, registry, limits).all())
                        .orElse(List.of())));
  }

  private Mono<FixResult> begin(ReadResult first, KeptSource source) {
    if (first.definition().isEmpty()) {
      return Mono.just(
          new FixResult(
              first.report(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              List.of(),
              Optional.empty(),
              Optional.empty()));
    }
    return next(
        new State(first, source, first.definition().get(), options, List.of(), List.of(), 0));
  }

  private Mono<FixResult> next(State state) {
    FixPass dialects = FixPass.ofDialects(state.now(), state.options());
    if (!dialects.isEmpty() && state.passes() < MOST_PASSES) {
      return read(dialects)
          .flatMap(
              again ->
                  keepsContent(state, again)
                      ? next(state.after(again.definition().orElseThrow(), dialects, options))
                      : next(state.withoutDialects(dialects.refused())));
    }
    FixPass pass = FixPass.of(state.now(), state.options(), registry, limits);
    if (pass.isEmpty() || state.passes() >= MOST_PASSES) {
      List<Fix> left = new ArrayList<>(dialects.left());
      left.addAll(pass.left());
      return Mono.just(state.ended(left));
    }
    return read(pass)
        .flatMap(
            again -> {
              Optional<Finding> error = NewErrors.first(state.first().report(), again.report());
              return error.isPresent()
                  ? Mono.just(state.refused(error.get()))
                  : next(state.after(again.definition().orElseThrow(), pass, options));
            });
  }

  private Mono<ReadResult> read(FixPass pass) {
    return loader.tryRead(
        ByteSource.of("", loader.encode(pass.definition(), WriteOptions.standard())));
  }

  private static boolean keepsContent(State state, ReadResult again) {
    return again.definition().isPresent()
        && again.kind() == state.first().kind()
        && NewErrors.first(state.first().report(), again.report()).isEmpty()
        && WorkflowDiff.between(state.now(), again.definition().get(), EnumSet.of(Fold.SPELLING))
            .isEmpty();
  }
}
