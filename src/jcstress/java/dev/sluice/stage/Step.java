package dev.sluice.stage;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A stage that records whether it is closed during a step or used after its close. */
final class Step implements Stage<Integer, Integer> {

  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger faults = new AtomicInteger();
  private volatile boolean running;

  @Override
  public Iterable<Integer> feed(Integer input) {
    running = true;
    if (closed.get() > 0) {
      faults.incrementAndGet();
    }
    running = false;
    return List.of();
  }

  @Override
  public Iterable<Integer> finish() {
    return List.of();
  }

  @Override
  public void close() {
    if (running) {
      faults.incrementAndGet();
    }
    closed.incrementAndGet();
  }

  int closed() {
    return closed.get();
  }

  int faults() {
    return faults.get();
  }
}
