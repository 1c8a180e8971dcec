package dev.sluice.cli;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Runs a write, and cancels it when Ctrl+C or a signal terminates the process, so that the
 * temporary file is removed.
 */
final class UndoneOnExit {

  /** The maximum time to wait for the disk. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private UndoneOnExit() {}

  /**
   * Writes, and throws the failure of the write.
   *
   * @param writing writes on the subscribing thread
   */
  static void run(Mono<Void> writing) {
    Sinks.Empty<Void> exit = Sinks.empty();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> cancel(exit, ended), "sluice-exit");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      writing.takeUntilOther(exit.asMono()).block();
    } finally {
      ended.countDown();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the process was terminated");
    }
  }

  private static void cancel(Sinks.Empty<Void> exit, CountDownLatch ended) {
    exit.tryEmitEmpty();
    try {
      boolean unused = ended.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
