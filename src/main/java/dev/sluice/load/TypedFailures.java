package dev.sluice.load;

import dev.sluice.config.Limit;
import dev.sluice.error.LoadTimeoutException;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.FailureText;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.Exceptions;

/** Converts all failures of a pipeline to subclasses of {@link WorkflowException}. */
final class TypedFailures {

  private TypedFailures() {}

  static WorkflowException typed(Throwable failure) {
    if (failure instanceof WorkflowException typed) {
      return typed;
    }
    if (Exceptions.isOverflow(failure)) {
      return new UnreadableSourceException(
          Finding.of(
              FindingCode.UNREADABLE,
              "The source emits more chunks than requested; add onBackpressureBuffer() to it"),
          failure);
    }
    if (failure instanceof RejectedExecutionException) {
      return new LoaderBusyException(
          Finding.of(FindingCode.BUSY, "The loader's queue is full; try again later"), failure);
    }
    return new LoaderFailedException(
        Finding.of(FindingCode.INTERNAL, FailureText.of("The loader failed", failure)), failure);
  }

  /** Converts a failure of a source; a fatal error is not attributed to the source. */
  static WorkflowException ofSource(Throwable failure) {
    if (failure instanceof Exception && !(failure instanceof WorkflowException)) {
      return new UnreadableSourceException(
          Finding.of(
              FindingCode.UNREADABLE, "The source failed: " + failure.getClass().getSimpleName()),
          failure);
    }
    return typed(failure);
  }

  /** The failure at the deadline of a load, which has waited for others for some of the time. */
  static LoadTimeoutException timeout(long milliseconds, long waited) {
    return new LoadTimeoutException(
        Finding.of(
            FindingCode.TIMED_OUT,
            "The load took longer than the limit "
                + Limit.MILLISECONDS.label()
                + " of "
                + milliseconds
                + (waited == 0 ? "" : "; it waited " + waited + " of them for other loads")),
        null);
  }

  static LoaderBusyException closed() {
    return new LoaderBusyException(Finding.of(FindingCode.BUSY, "The loader is closed"), null);
  }
}
