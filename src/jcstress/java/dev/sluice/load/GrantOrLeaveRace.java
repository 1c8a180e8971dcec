package dev.sluice.load;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.sluice.load.Permits.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The only permit is released while the load that waits for it is cancelled. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one permit is free, and the next waiter got it")
@Outcome(expect = FORBIDDEN, desc = "the permit is lost or there are two")
@State
public class GrantOrLeaveRace {

  private final Permits permits = new Permits(1, 2, IllegalStateException::new);
  private final Permit held = permits.permit();
  private final Permit leaving = permits.permit();
  private final Permit next = permits.permit();

  /** One load at work and two that wait. */
  public GrantOrLeaveRace() {
    held.tryTake();
    leaving.taken().subscribe();
    next.taken().subscribe();
  }

  /** The load at work ends. */
  @Actor
  public void end() {
    held.release();
  }

  /** The first waiting load is cancelled. */
  @Actor
  public void leave() {
    leaving.release();
  }

  /** Whether the next load got the permit, and how many are free when it ends. */
  @Arbiter
  public void count(II_Result result) {
    result.r1 = next.isHeld() ? 1 : 0;
    next.release();
    while (permits.permit().tryTake()) {
      result.r2++;
    }
  }
}
