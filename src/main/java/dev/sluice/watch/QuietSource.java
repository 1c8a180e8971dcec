package dev.sluice.watch;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notices nothing: the source of a tree that is polled. */
final class QuietSource implements ChangeSource {

  private final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public void add(Path directory) {
    // the next walk visits every directory
  }

  @Override
  public boolean isWatching(Path directory) {
    return true;
  }

  @Override
  public void remove(Path directory) {
    // nothing was added
  }

  @Override
  public Signs await(long nanos) throws InterruptedException {
    boolean ignored = closed.await(nanos, TimeUnit.NANOSECONDS);
    return Signs.NONE;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
