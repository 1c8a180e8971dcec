package dev.sluice.stage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A stage is closed by one thread while another is about to step: once, and never meanwhile. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "closed once, before or after the step")
@Outcome(expect = FORBIDDEN, desc = "closed twice, never, during a step, or used after that")
@State
public class CloseDuringStepRace {

  private final Step step = new Step();
  private final GuardedStage<Integer, Integer> guarded = new GuardedStage<>(step);

  /** A step. */
  @Actor
  public void feed() {
    guarded.feed(1);
  }

  /** A cancel from elsewhere. */
  @Actor
  public void close() {
    guarded.close();
  }

  /** How often it was closed, and what was wrong with that. */
  @Arbiter
  public void count(II_Result result) {
    result.r1 = step.closed();
    result.r2 = step.faults();
  }
}
