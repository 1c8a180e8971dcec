package dev.sluice.cli;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A writing that is cancelled when the process is asked to end, by Ctrl-C or a signal, so that it
 * removes its temporary file before the process is gone.
 */
final class UndoneOnExit {

  /** How long the process waits for a disk. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private UndoneOnExit() {}

  /**
   * Writes and throws what that fails with.
   *
   * @param writing writes on the thread that subscribes
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
      throw new CancellationException("the process ends");
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
