package dev.sluice.watch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A watch is cancelled while it changes over to polling, because a directory cannot be watched: it
 * ends at once, with whichever source of changes it has then.
 */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "it ends")
@Outcome(expect = FORBIDDEN, desc = "it waits for a source that nobody closes")
@State
public class CancelOrPollRace {

  private final WatchRun run = new WatchRun();

  /** The thread of the watch. */
  @Actor
  public void follow() {
    run.follow();
  }

  /** The subscriber. */
  @Actor
  public void cancel() {
    run.cancel();
  }

  /** Whether the watch ended before the next walk was due. */
  @Arbiter
  public void end(I_Result result) {
    result.r1 = run.endedInTime() ? 1 : 0;
  }
}
