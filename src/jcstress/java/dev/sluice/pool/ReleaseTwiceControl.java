package dev.sluice.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** {@link ReleaseTwiceRace} with a flag that is read and then set; it must fail. */
@JCStressTest
@Outcome(
    id = {"1, 0, 1", "0, 1, 1"},
    expect = ACCEPTABLE,
    desc = "released once")
@Outcome(expect = FORBIDDEN, desc = "released twice or never, or not kept")
@State
public class ReleaseTwiceControl {

  private final AtomicInteger returns = new AtomicInteger();
  private volatile boolean released;

  private int release() {
    if (released) {
      return 0;
    }
    released = true;
    returns.incrementAndGet();
    return 1;
  }

  /** One releases. */
  @Actor
  public void one(III_Result result) {
    result.r1 = release();
  }

  /** Another one does. */
  @Actor
  public void other(III_Result result) {
    result.r2 = release();
  }

  /** How many nodes came back. */
  @Arbiter
  public void count(III_Result result) {
    result.r3 = returns.get();
  }
}
