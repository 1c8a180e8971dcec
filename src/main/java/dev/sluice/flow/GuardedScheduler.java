package dev.sluice.flow;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Schedules the tasks of one unit of work; an exception in a task ends the work. Never disposed.
 */
final class GuardedScheduler implements Scheduler {

  private final Scheduler scheduler;
  private final Boundary boundary;

  GuardedScheduler(Scheduler scheduler, Boundary boundary) {
    this.scheduler = scheduler;
    this.boundary = boundary;
  }

  @Override
  public Disposable schedule(Runnable task) {
    return scheduler.schedule(guarded(task));
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return scheduler.schedule(guarded(task), delay, unit);
  }

  @Override
  public Disposable schedulePeriodically(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return scheduler.schedulePeriodically(guarded(task), initialDelay, period, unit);
  }

  @Override
  public long now(TimeUnit unit) {
    return scheduler.now(unit);
  }

  @Override
  public Worker createWorker() {
    return new GuardedWorker(scheduler.createWorker());
  }

  @Override
  public boolean isDisposed() {
    return scheduler.isDisposed();
  }

  private Runnable guarded(Runnable task) {
    return () -> boundary.run(task);
  }

  private final class GuardedWorker implements Worker {
    private final Worker worker;

    GuardedWorker(Worker worker) {
      this.worker = worker;
    }

    @Override
    public Disposable schedule(Runnable task) {
      return worker.schedule(guarded(task));
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return worker.schedule(guarded(task), delay, unit);
    }

    @Override
    public Disposable schedulePeriodically(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      return worker.schedulePeriodically(guarded(task), initialDelay, period, unit);
    }

    @Override
    public void dispose() {
      worker.dispose();
    }

    @Override
    public boolean isDisposed() {
      return worker.isDisposed();
    }
  }
}
