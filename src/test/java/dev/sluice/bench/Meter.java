package dev.sluice.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures tasks in turn: in every round each has one turn, in an order that rotates, so that
 * whatever disturbs the machine disturbs all of them equally.
 *
 * <p>Counted is, as a rule, the CPU time of the calling thread, so that other processes, the
 * compiler and the collector do not count.
 *
 * @param warmUp time each task gets before anything counts, in nanoseconds
 * @param measured time each task gets when it counts, in nanoseconds
 * @param clock what is counted
 */
record Meter(long warmUp, long measured, Clock clock) {

  /** Time of one turn, in nanoseconds: short next to what disturbs, long next to the clock. */
  private static final long TURN = 2_000_000;

  private static final int PATIENCE = 4;

  /** The warm-up is over when compiling takes less than one part in so many of the time. */
  private static final int COMPILER_SHARE = 20;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * What a task costs.
   *
   * @param nanos one run: the lower quartile of all turns
   * @param spread the upper quartile by the lower one: 1 is a quiet machine
   * @param allocated bytes that one run allocates on its thread
   */
  record Cost(double nanos, double spread, double allocated) {}

  /** What a turn is measured with. */
  enum Clock {
    /** The time the calling thread was on a processor. */
    CPU {
      @Override
      long nanos() {
        return THREADS.getCurrentThreadCpuTime();
      }
    },
    /** The time that passed, for work of several threads. */
    WALL {
      @Override
      long nanos() {
        return System.nanoTime();
      }
    };

    abstract long nanos();
  }

  /** The same with another clock. */
  Meter by(Clock other) {
    return new Meter(warmUp, measured, other);
  }

  /** Only as many runs as show that a task works. */
  static Meter once() {
    return new Meter(0, 0, Clock.CPU);
  }

  /** Measures all of them and returns the costs by the same names, in the same order. */
  Map<String, Cost> measure(Map<String, Task> tasks) throws Exception {
    Map<String, Turns> turns = new LinkedHashMap<>();
    for (Map.Entry<String, Task> task : tasks.entrySet()) {
      turns.put(task.getKey(), new Turns(task.getValue(), clock));
    }
    warmUp(turns.values());
    turns.values().forEach(Turns::forget);
    rounds(turns.values(), measured);
    Map<String, Cost> costs = new LinkedHashMap<>();
    turns.forEach((name, taken) -> costs.put(name, taken.cost()));
    return costs;
  }

  /** Goes on for up to {@value #PATIENCE} times as long while the compiler is still at work. */
  private void warmUp(Collection<Turns> all) throws Exception {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long enough = warmUp;
    long compiled;
    long began;
    do {
      compiled = compiler.getTotalCompilationTime();
      began = System.nanoTime();
      rounds(all, enough);
      enough += warmUp / 4;
      compiled = compiler.getTotalCompilationTime() - compiled;
    } while (enough < PATIENCE * warmUp
        && compiled * 1_000_000 > (System.nanoTime() - began) / COMPILER_SHARE);
  }

  private static void rounds(Collection<Turns> all, long enough) throws Exception {
    Deque<Turns> left = new ArrayDeque<>(all);
    do {
      for (int i = left.size(); i > 0; i--) {
        Turns turns = left.pop();
        turns.take();
        if (turns.spent < enough) {
          left.add(turns);
        }
      }
      if (!left.isEmpty()) {
        left.add(left.pop());
      }
    } while (!left.isEmpty());
  }

  /** The turns of one task. */
  private static final class Turns {

    private final Task task;
    private final Clock clock;
    private final List<Double> nanos = new ArrayList<>();
    private long runs = 1;
    private long spent;
    private long allocated;
    private long counted;
    private Object last = "";

    Turns(Task task, Clock clock) {
      this.task = task;
      this.clock = clock;
    }

    void take() throws Exception {
      long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
      long before = clock.nanos();
      for (long i = 0; i < runs; i++) {
        last = task.run();
      }
      long nanosOfTurn = clock.nanos() - before;
      allocated += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
      counted += runs;
      spent += nanosOfTurn;
      nanos.add((double) nanosOfTurn / runs);
      runs = Math.max(1, TURN * runs / Math.max(1, nanosOfTurn));
    }

    /** Starts again after the warm-up. */
    void forget() {
      nanos.clear();
      spent = 0;
      allocated = 0;
      counted = 0;
    }

    Cost cost() {
      if (last == null) {
        throw new IllegalStateException(task.getClass().getName() + " computes nothing");
      }
      List<Double> sorted = nanos.stream().sorted().toList();
      double lower = sorted.get(sorted.size() / 4);
      return new Cost(
          lower, sorted.get(sorted.size() * 3 / 4) / lower, (double) allocated / counted);
    }
  }
}
