package dev.sluice.load;

import dev.sluice.config.Limit;
import dev.sluice.error.LoadTimeoutException;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.Exceptions;

/** Whatever a pipeline can fail with, as one of Sluice's own failures. */
final class TypedFailures {

  private TypedFailures() {}

  static WorkflowException typed(Throwable failure) {
    if (failure instanceof WorkflowException typed) {
      return typed;
    }
    if (Exceptions.isOverflow(failure)) {
      return new UnreadableSourceException(
          Finding.of(FindingCode.UNREADABLE, "The source sends more than it is asked for"),
          failure);
    }
    if (failure instanceof RejectedExecutionException) {
      return new LoaderBusyException(
          Finding.of(FindingCode.BUSY, "The loader takes no further load at the moment"), failure);
    }
    return new LoaderFailedException(
        Finding.of(
            FindingCode.INTERNAL, "The loader failed: " + failure.getClass().getSimpleName()),
        failure);
  }

  /** What a source fails with; a fatal error is nothing it can be blamed for. */
  static WorkflowException ofSource(Throwable failure) {
    if (failure instanceof Exception && !(failure instanceof WorkflowException)) {
      return new UnreadableSourceException(
          Finding.of(
              FindingCode.UNREADABLE, "The source failed: " + failure.getClass().getSimpleName()),
          failure);
    }
    return typed(failure);
  }

  static LoadTimeoutException timeout(long milliseconds) {
    return new LoadTimeoutException(
        Finding.of(
            FindingCode.TIMED_OUT,
            "The load took longer than the limit "
                + Limit.MILLISECONDS.label()
                + " of "
                + milliseconds),
        null);
  }

  static LoaderBusyException closed() {
    return new LoaderBusyException(Finding.of(FindingCode.BUSY, "The loader is closed"), null);
  }
}
