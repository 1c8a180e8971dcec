package dev.sluice.load;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * {@link GrantOrLeaveRace} with a flag that is read before the permit is released; it must fail.
 */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the permit is free again")
@Outcome(expect = FORBIDDEN, desc = "the permit is lost or there are two")
@State
public class GrantOrLeaveControl {

  private final AtomicInteger free = new AtomicInteger();
  private final AtomicBoolean left = new AtomicBoolean();
  private final AtomicBoolean held = new AtomicBoolean();

  /** The load at work ends, and its permit goes to the waiting load, or back. */
  @Actor
  public void end() {
    if (left.get()) {
      free.incrementAndGet();
    } else {
      held.set(true);
    }
  }

  /** The waiting load is cancelled, and releases its permit. */
  @Actor
  public void leave() {
    left.set(true);
    if (held.get()) {
      free.incrementAndGet();
    }
  }

  /** How many permits are free. */
  @Arbiter
  public void count(I_Result result) {
    result.r1 = free.get();
  }
}
