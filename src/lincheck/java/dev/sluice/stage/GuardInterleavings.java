package dev.sluice.stage;

import static dev.sluice.interleavings.Interleavings.require;

import dev.sluice.interleavings.Interleavings;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** The guard: one thread steps, two others close. */
class GuardInterleavings {

  @Test
  void close_anyOrder_isOnceAndNeverDuringAStep() {
    Interleavings.check(Model.class);
  }

  @Test
  void close_flagBesideTheStep_fails() {
    Interleavings.mustFail(Naive.class);
  }

  /** A guarded stage. */
  public static class Model {
    private final Recorded stage = new Recorded();
    private final GuardedStage<Integer, Integer> guard = new GuardedStage<>(stage);
    private volatile boolean asked;

    @Operation(nonParallelGroup = "steps")
    public void step() {
      for (Integer ignored : guard.feed(1)) {
        // its outputs are steps too
      }
    }

    @Operation
    public void close() {
      asked = true;
      guard.close();
    }

    @Validate
    public void atRest() {
      require(stage.closed.get() == (asked ? 1 : 0), "closed " + stage.closed.get() + " times");
      require(!stage.faulty, "closed during a step, or used after that");
    }
  }

  /** A flag that is looked at before each step. */
  public static class Naive {
    private final Recorded stage = new Recorded();
    private volatile boolean asked;

    @Operation(nonParallelGroup = "steps")
    public void step() {
      if (!asked) {
        stage.feed(1);
      }
    }

    @Operation
    public void close() {
      if (!asked) {
        asked = true;
        stage.close();
      }
    }

    @Validate
    public void atRest() {
      require(
          stage.closed.get() <= 1 && !stage.faulty,
          "closed twice, during a step, or used after it");
    }
  }

  private static final class Recorded implements Stage<Integer, Integer> {
    private volatile boolean running;
    private volatile boolean faulty;
    private final AtomicInteger closed = new AtomicInteger();

    @Override
    public Iterable<Integer> feed(Integer input) {
      running = true;
      faulty |= closed.get() > 0;
      running = false;
      return List.of(input);
    }

    @Override
    public Iterable<Integer> finish() {
      return List.of();
    }

    @Override
    public void close() {
      faulty |= running;
      closed.incrementAndGet();
    }
  }
}
