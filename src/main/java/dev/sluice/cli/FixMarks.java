package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.Answer;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.WorkflowException;
import dev.sluice.fix.Fix;
import dev.sluice.fix.FixOptions;
import dev.sluice.fix.FixableFindings;
import dev.sluice.fix.WorkflowFixer;
import dev.sluice.registry.NodeRegistries;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Determines which findings {@code fix} corrects, by trying it on documents that have findings with
 * a correction and are not too large. Thread-safe; the fixer is created for the first such
 * document.
 */
final class FixMarks implements Closeable {

  /** The number of bytes of the longest document that is tried. */
  private static final long MOST_BYTES = 16L << 20;

  private final LoaderOptions options;
  private final Limits limits;
  private final Scheduler scheduler;
  private @Nullable WorkflowLoader loader;
  private @Nullable WorkflowFixer fixer;

  FixMarks(LoaderOptions options, Scheduler scheduler) {
    this.options = options;
    this.scheduler = scheduler;
    Limits all = options.limits();
    limits = all.with(Limit.DECODED_BYTES, Math.min(MOST_BYTES, all.of(Limit.DECODED_BYTES)));
  }

  /**
   * The answer with the findings that would be corrected. Cold; fails only with a {@link
   * LoaderFailedException}. A document that cannot be read or corrected has no marks.
   */
  Mono<Answer> mark(Answer answer) {
    boolean mayBeFixed =
        answer.readable()
            && answer.report().findings().stream().anyMatch(FixableFindings::isCandidate);
    return mayBeFixed
        ? fixer()
            .fixable(answer.input().source())
            .map(answer::with)
            .onErrorReturn(FixMarks::isAboutDocument, answer)
        : Mono.just(answer);
  }

  private static boolean isAboutDocument(Throwable failure) {
    return failure instanceof WorkflowException && !(failure instanceof LoaderFailedException);
  }

  private synchronized WorkflowFixer fixer() {
    WorkflowFixer made = fixer;
    if (made == null) {
      WorkflowLoader opened = options.wholeLoader(scheduler, limits);
      loader = opened;
      made =
          new WorkflowFixer(
              opened, NodeRegistries.builtIn(), limits, new FixOptions(Fix.CODES, false));
      fixer = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    WorkflowLoader opened = loader;
    if (opened != null) {
      opened.close();
    }
  }
}
