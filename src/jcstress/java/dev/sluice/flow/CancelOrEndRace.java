package dev.sluice.flow;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The subscriber cancels while the last input and the end arrive. */
@JCStressTest
@Outcome(
    id = "1, 0",
    expect = ACCEPTABLE,
    desc = "closed once, no signal overlaps or follows the end")
@Outcome(expect = FORBIDDEN, desc = "closed twice or never, or a signal out of turn")
@State
public class CancelOrEndRace {

  private final StageOperatorRun run = new StageOperatorRun();

  /** All outputs are requested. */
  public CancelOrEndRace() {
    run.request();
  }

  /** The thread that signals the inputs. */
  @Actor
  public void feed() {
    run.feedAndComplete();
  }

  /** A cancel from elsewhere, such as a time-out. */
  @Actor
  public void cancel() {
    run.cancel();
  }

  /** How often the stage was closed, and what was wrong. */
  @Arbiter
  public void count(II_Result result) {
    result.r1 = run.closed.get();
    result.r2 = run.faults.get();
  }
}
