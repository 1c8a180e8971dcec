package dev.sluice;

import dev.sluice.error.LoadTimeoutException;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Whatever a pipeline can fail with, as one of Sluice's own failures. */
final class Failures {

  private Failures() {}

  static WorkflowException typed(Throwable failure) {
    if (failure instanceof WorkflowException typed) {
      return typed;
    }
    if (failure instanceof TimeoutException) {
      return new LoadTimeoutException(
          Finding.of(FindingCode.TIMED_OUT, "The load took longer than its limit milliseconds"),
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
}
