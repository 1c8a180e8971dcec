package dev.sluice.flow;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** The rest is requested while the last input and the end arrive: all of it is signalled. */
@JCStressTest
@Outcome(id = "2, 1, 1, 0", expect = ACCEPTABLE, desc = "both outputs, one end, closed once")
@Outcome(expect = FORBIDDEN, desc = "an output or the end is lost, repeated or overlapped")
@State
public class RequestOrEndRace {

  private final StageOperatorRun run = new StageOperatorRun();

  /** The thread that signals the inputs. */
  @Actor
  public void feed() {
    run.feedAndComplete();
  }

  /** The subscriber's thread. */
  @Actor
  public void request() {
    run.request();
  }

  /** What was signalled. */
  @Arbiter
  public void count(IIII_Result result) {
    result.r1 = run.values.get();
    result.r2 = run.ends.get();
    result.r3 = run.closed.get();
    result.r4 = run.faults.get();
  }
}
